import {
  type DeviceStep,
  findVnic,
  isSamePort,
  nameVnic,
  type VnicName,
  type VnicSnapshot,
  worksNow,
} from '@powervm-sriov/sriov-core';
import { changeDevices } from '@powervm-sriov/vif-drivers';
import { findMigration } from '../attach/find-hindrance.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { partitionKey } from '../host/partition-key.ts';

export interface DeviceWork extends VnicName {
  readonly steps: readonly DeviceStep[];
  /** A recorded vNIC is changed only while its record wants it. */
  readonly isRecorded: boolean;
  /** Working devices that it may be left with; by default as many as it has. */
  readonly leaves?: number | undefined;
  readonly onStep?: ((step: DeviceStep) => void) | undefined;
}

/**
 * Makes the steps of a plan in their order. The partition is held for one step at a time, so that an unplug gets its
 * turn in between, and wins; nor is a device removed before those that stay work as well as the vNIC did before.
 *
 * @throws HostError RECORD_DIFFERS, MIGRATION_UNDER_WAY, REDUNDANCY_AT_RISK; VifError as changeDevices has them.
 */
export async function makeDeviceSteps(
  compute: ComputeHost,
  work: DeviceWork,
  signal: AbortSignal,
): Promise<void> {
  const { partitionLock, host } = compute;
  const { partition, mac, steps, onStep } = work;
  const works = devicesOf(compute, work).filter(worksNow).length;
  const floor = Math.min(works, work.leaves ?? works);
  for (const step of steps) {
    await partitionLock.run(partitionKey(partition), signal, async () => {
      await requireStillWanted(compute, work, signal);
      if (step.kind === 'remove') await awaitSuccessors(compute, { work, step, floor }, signal);
      await changeDevices(host, { partition, mac, steps: [step] }, signal);
    });
    onStep?.(step);
  }
}

async function requireStillWanted(
  compute: ComputeHost,
  { partition, mac, isRecorded }: DeviceWork,
  signal: AbortSignal,
): Promise<void> {
  const { records, host } = compute;
  const what = `${nameVnic(host.snapshot(), { partition, mac })} is left as it is`;
  const record = await records.vnics.find({ system: host.system, partition, mac }, signal);
  if (isRecorded && record?.state !== 'plugged') {
    throw new HostError('RECORD_DIFFERS', `${what}: it has been unplugged meanwhile, and that wins`);
  }
  const migration = await findMigration(compute, partition, signal);
  if (migration === undefined) return;
  throw new HostError('MIGRATION_UNDER_WAY', `${what}: its partition is in migration ${migration.id}`);
}

interface Removal {
  readonly work: DeviceWork;
  readonly step: DeviceStep & { kind: 'remove' };
  readonly floor: number;
}

/** A new device may need a moment until its VIOS serves it. */
async function awaitSuccessors(
  compute: ComputeHost,
  { work, step, floor }: Removal,
  signal: AbortSignal,
): Promise<void> {
  const { host } = compute;
  const { clock } = host.session;
  const deadline = clock.now() + patience;
  for (;;) {
    const stay = devicesOf(compute, work).filter((device) => !isSamePort(device, step.device));
    const works = stay.filter(worksNow).length;
    if (works >= floor) return;
    if (clock.now() >= deadline) {
      throw new HostError(
        'REDUNDANCY_AT_RISK',
        `${nameVnic(host.snapshot(), work)} keeps its device on ${step.device.name.port}: without it ${works} of ${floor} devices would work; see why the others do not`,
      );
    }
    await clock.sleep(lookEvery, signal);
    await host.lookAgain(work.partition, signal);
  }
}

/** Milliseconds for which successors are waited for, and between looks. */
const patience = 30_000;
const lookEvery = 2_000;

function devicesOf({ host }: ComputeHost, work: DeviceWork): VnicSnapshot['devices'] {
  return findVnic(host.snapshot().vnics, work)?.devices ?? [];
}
