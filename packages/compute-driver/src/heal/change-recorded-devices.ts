import { findVnic, isSamePort, nameVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { changeDevices, type DeviceChangeRequest, type NewDevice } from '@powervm-sriov/vif-drivers';
import { readBack } from '../attach/record-plugged.ts';
import { holdingPartition } from '../attach/when-ready.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { isUnclear } from '../host/is-unclear.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { requireNoMigration } from '../partition/require-not-migrating.ts';
import { asFarAsRoom } from '../records/as-far-as-room.ts';
import type { VnicRecord } from '../records/vnic-record.ts';

/**
 * Changes the backing devices of a vNIC by hand. As many as it has then are wanted from now on, and with the share that
 * all of them have then, or healing would undo it: where the vNIC has a record, their number is written there before the
 * first step. What fails leaves the record wanting what there is.
 *
 * @throws HostError MIGRATION_UNDER_WAY; RECORD_DIFFERS when the vNIC is half plugged or unplugged; STORE_FULL before
 * anything is sent. VifError as changeDevices has them.
 */
export function changeRecordedDevices(
  compute: ComputeHost,
  request: DeviceChangeRequest,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  const { partition } = request;
  return holdingPartition(compute, partition, signal, async () => {
    await requireNoMigration(compute, partition, signal);
    await compute.host.freshen(partition, 'recent', signal);
    const wish = await recordWish(compute, request, signal);
    try {
      const changed = await changeDevices(compute.host, request, signal);
      await recordOutcome(compute, wish);
      return changed;
    } catch (error) {
      if (!isUnclear(error)) await recordOutcome(compute, wish);
      throw error;
    }
  });
}

interface Wish {
  /** As it was before. */
  readonly record: VnicRecord;
  /** Devices that the vNIC had. */
  readonly had: VnicSnapshot['devices'];
  /** Those that were to come. */
  readonly coming: readonly NewDevice[];
}

async function recordWish(
  { records, host, wallClock }: ComputeHost,
  { partition, mac, steps }: DeviceChangeRequest,
  signal: AbortSignal,
): Promise<Wish | undefined> {
  const record = await records.vnics.find({ system: host.system, partition, mac }, signal);
  const vnic = findVnic(host.snapshot().vnics, { partition, mac });
  if (record === undefined || vnic === undefined) return undefined;
  if (record.state !== 'plugged') {
    throw new HostError(
      'RECORD_DIFFERS',
      `${nameVnic(host.snapshot(), { partition, mac })} is left as it is: somebody is ${record.state} it; ask again when that is done`,
    );
  }
  const had = vnic.devices;
  const coming = steps.flatMap((step) => (step.kind === 'add' ? [step.device] : []));
  const more = coming.length - steps.filter(({ kind }) => kind === 'remove').length;
  if (more !== 0) {
    const shape = { ...record.shape, redundancy: had.length + more };
    await records.vnics.put([{ ...record, shape, changedAt: wallClock().toISOString() }], signal);
  }
  return { record, had, coming };
}

async function recordOutcome(
  { records, host, wallClock }: ComputeHost,
  wish: Wish | undefined,
): Promise<void> {
  const vnic = wish && findVnic(host.snapshot().vnics, wish.record);
  if (wish === undefined || vnic === undefined) return;
  const { record, had } = wish;
  const redundancy = vnic.devices.length === had.length ? record.shape.redundancy : vnic.devices.length;
  const shape = { ...record.shape, redundancy, ...shareOf(wish, vnic) };
  const changed = { ...readBack(record, vnic), shape, changedAt: wallClock().toISOString() };
  await asFarAsRoom(() => records.vnics.put([changed], neverAborted));
}

/** The share of every device, where it is not what they had: then it is what they are wanted with; so is their ceiling. */
function shareOf(
  { had, coming }: Wish,
  { devices }: VnicSnapshot,
): Partial<Pick<VnicRecord['shape'], 'capacity' | 'maxCapacity'>> {
  const [capacity, ...others] = new Set(devices.map((device) => device.capacity));
  const isNew = others.length === 0 && had.some((device) => device.capacity !== capacity);
  const areAllNew = devices.every((device) => coming.some((each) => isSamePort(each, device)));
  return {
    ...(isNew ? { capacity } : {}),
    ...(areAllNew ? { maxCapacity: coming[0]?.maxCapacity } : {}),
  };
}
