import { attachInterface, createComputeHost, openHost, reconcile } from '@powervm-sriov/compute-driver';
import type { Session } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { openRecordStore } from '@powervm-sriov/store';

/** Gives a partition the vNIC that a Neutron port asks for, and tells what is wrong on the host. */
export async function attachVnic(session: Session, file: string, partition: PartitionUuid, port: unknown) {
  const signal = AbortSignal.timeout(60_000);
  const records = await openRecordStore({ file });
  try {
    const host = await openHost({ session, cordons: records.cordons }, signal);
    const compute = createComputeHost({ host, records, askedBy: 'the example' });
    const { name } = host.snapshot().system;
    const lock = await records.locks.hold({ system: host.system, name, holder: 'the example' }, signal);
    try {
      const { result, record } = await attachInterface(compute, { partition, vif: port }, signal);
      console.log(`${record.mac} ${result.outcome} in slot ${record.slot}`);
    } finally {
      await lock.release();
    }
    const { findings } = await reconcile(compute, {}, signal);
    console.log(`${findings.length} findings`);
  } finally {
    await records.close();
  }
}
