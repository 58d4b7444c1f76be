import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import {
  deleteOrphan,
  findOrphans,
  type MigrationRecord,
  type Orphan,
  type PartitionRecord,
  plugVifs,
} from '../src/index.ts';
import { bindingOf, macs, macsOn, recordsOf } from './attach-case.ts';
import { type SimulatedComputeHost, simulatedComputeHost } from './simulated-compute-host.ts';
import { macOf, noSignal, vnicRequest } from './simulated-host.ts';

test('each kind of orphan is found, told apart from what only looks like one, and deleted when told', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, simulator } = simulated;
  const [lpar1, lpar2] = [simulated.partition('lpar1'), simulated.partition('lpar2')];
  await plugVifs(compute, { partition: lpar1, bindings: [bindingOf(1), bindingOf(2)] }, noSignal);
  const [wanted, lost] = await compute.records.vnics.list({}, noSignal);
  if (wanted === undefined || lost === undefined) throw new Error('two were plugged');
  await byHand(simulated, 'unplug', lpar1, 2);
  await byHand(simulated, 'plug', lpar1, 3);
  await byHand(simulated, 'plug', lpar2, 4);
  await byHand(simulated, 'plug', lpar2, 5);
  const nowhere = '00000000-0000-4000-8000-000000000000' as typeof lpar1;
  await compute.records.vnics.put(
    [
      { ...wanted, partition: nowhere, mac: macOf(6) },
      { ...wanted, mac: macOf(7), state: 'plugging' },
    ],
    noSignal,
  );
  await compute.records.partitions.put([ours(simulated, lpar1)], noSignal);
  const left = { ...wanted, partition: lpar2, mac: macOf(4) };
  await compute.records.migrations.put(
    [migrationOf(simulated, { partition: lpar2, vnics: [left] })],
    noSignal,
  );

  simulator.control.resetCounters();
  const orphans = await findOrphans(compute, noSignal);
  expect(Object.keys(simulated.requests()).every((shape) => shape.startsWith('GET'))).toBe(true);
  expect(orphans.map(({ kind, mac }) => `${mac} ${kind}`).toSorted()).toEqual([
    `${macOf(2)} record-without-vnic`,
    `${macOf(3)} vnic-without-record`,
    `${macOf(4)} vnic-left-by-migration`,
    `${macOf(6)} record-without-partition`,
  ]);

  for (const orphan of orphans) await deleteOrphan(compute, orphan, noSignal);
  expect(await findOrphans(compute, noSignal)).toEqual([]);
  expect(macsOn(simulated), 'the wanted one, and the one that is nobody of ours').toEqual(macs(1, 5));
  expect(await recordsOf(compute)).toEqual([`${macOf(1)} plugged`, `${macOf(7)} plugging`]);
  for (const orphan of orphans) {
    await expect(deleteOrphan(compute, orphan, noSignal)).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
  }
});

test('what has found its other half since it was listed is not deleted; nor is anything of a migration under way', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const lpar1 = simulated.partition('lpar1');
  await compute.records.partitions.put([ours(simulated, lpar1)], noSignal);
  await byHand(simulated, 'plug', lpar1, 1);
  await byHand(simulated, 'plug', lpar1, 2);
  const [first, second] = await findOrphans(compute, noSignal);
  if (first === undefined || second === undefined) throw new Error('two were made by hand');

  await plugVifs(compute, { partition: lpar1, bindings: [bindingOf(1)] }, noSignal);
  await expect(deleteOrphan(compute, first, noSignal)).rejects.toMatchObject({
    code: 'PLAN_OUTDATED',
    message: `vNIC ${formatMacAddress(macOf(1))} of partition lpar1 is not the orphan any more that it was (vnic-without-record); list the orphans again`,
  });
  await compute.records.migrations.put(
    [{ ...migrationOf(simulated, { partition: lpar1, vnics: [] }), phase: 'quarantined' }],
    noSignal,
  );
  expect(await findOrphans(compute, noSignal)).toEqual([]);
  await expect(deleteOrphan(compute, second, noSignal)).rejects.toMatchObject({ code: 'PLAN_OUTDATED' });
  expect(macsOn(simulated)).toEqual(macs(1, 2));
});

test('a partition that is not fit, and a console that cannot be asked, delete nothing', async () => {
  const simulated = await simulatedComputeHost({ maximumAge: 0 });
  const { compute, simulator } = simulated;
  const lpar1 = simulated.partition('lpar1');
  await compute.records.partitions.put([ours(simulated, lpar1)], noSignal);
  await byHand(simulated, 'plug', lpar1, 1);
  const [orphan]: readonly Orphan[] = await findOrphans(compute, noSignal);
  if (orphan === undefined) throw new Error('one was made by hand');
  simulator.control.setRmc('lpar1', 'inactive');
  await expect(deleteOrphan(compute, orphan, noSignal)).rejects.toMatchObject({
    code: 'PARTITION_NOT_READY',
    message: expect.stringContaining(
      `vNIC ${formatMacAddress(macOf(1))} of partition lpar1 was not deleted, because partition lpar1`,
    ),
  });
  simulator.control.setRmc('lpar1', 'active');
  simulator.control.inject({ times: 1_000, fault: 'drop-before' });
  await expect(findOrphans(compute, noSignal)).rejects.toHaveProperty('code');
  await expect(deleteOrphan(compute, orphan, noSignal)).rejects.toHaveProperty('code');
  simulator.control.clearFaults();
  expect(macsOn(simulated)).toEqual(macs(1));
});

function byHand(
  { compute: { host } }: SimulatedComputeHost,
  act: 'plug' | 'unplug',
  partition: PartitionRecord['partition'],
  index: number,
): Promise<unknown> {
  const mac = macOf(index);
  return act === 'plug'
    ? pvmSriovDriver.plug(host, { partition, vnic: vnicRequest({ mac }) }, noSignal)
    : pvmSriovDriver.unplug(host, { partition, mac }, noSignal);
}

function ours(
  { compute: { host } }: SimulatedComputeHost,
  partition: PartitionRecord['partition'],
): PartitionRecord {
  const range = { minimum: 1, desired: 1, maximum: 1 };
  return {
    system: host.system,
    partition,
    state: 'created',
    spec: {
      name: 'lpar1',
      type: 'AIX/Linux',
      memory: range,
      processors: { kind: 'dedicated', count: range },
      maximumVirtualSlots: 64,
      managementNetwork: true,
    },
    instance: undefined,
    askedBy: 'nova',
    changedAt: '',
  };
}

function migrationOf(
  { compute: { host } }: SimulatedComputeHost,
  given: Pick<MigrationRecord, 'partition' | 'vnics'>,
): MigrationRecord {
  return {
    id: 'm-1',
    kind: 'live',
    driver: 'nova',
    phase: 'done',
    source: host.system,
    target: '98498BED-C78A-3A4F-B90A-4B715418FCB6' as MigrationRecord['target'],
    partitionName: 'lpar2',
    instance: undefined,
    spec: undefined,
    job: undefined,
    fencing: undefined,
    failure: undefined,
    startedAt: '',
    changedAt: '',
    ...given,
  };
}
