import { isDeepStrictEqual } from 'node:util';
import { findVnic, nameVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { changeDevices, type DeviceChangeRequest, stepsDue } from '@powervm-sriov/vif-drivers';
import { readBack } from '../attach/record-plugged.ts';
import { holdingPartition } from '../attach/when-ready.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { isUnclear } from '../host/is-unclear.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { requireNoMigration } from '../partition/require-not-migrating.ts';
import { asFarAsRoom } from '../records/as-far-as-room.ts';
import type { VnicRecord } from '../records/vnic-record.ts';

export interface RecordedDeviceChange extends DeviceChangeRequest {
  /** What each device is guaranteed, and never exceeds, from now on; by default what is wanted already. */
  readonly share?: Pick<VnicRecord['shape'], 'capacity' | 'maxCapacity'> | undefined;
}

/**
 * Changes the backing devices of a vNIC by hand. Healing would undo that, so where the vNIC has a record it wants from now
 * on what the change makes: that is written before the first step. What fails leaves the record wanting what there is,
 * and of what it wanted before as much as was not to go.
 *
 * @throws HostError MIGRATION_UNDER_WAY; RECORD_DIFFERS when the vNIC is half plugged or unplugged; STORE_FULL before
 * anything is sent. VifError as changeDevices has them.
 */
export function changeRecordedDevices(
  compute: ComputeHost,
  request: RecordedDeviceChange,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  const { partition } = request;
  return holdingPartition(compute, partition, signal, async () => {
    await requireNoMigration(compute, partition, signal);
    await compute.host.freshen(partition, 'recent', signal);
    const wish = await recordWish(compute, request, signal);
    try {
      const changed = await changeDevices(compute.host, request, signal);
      await recordOutcome(compute, wish, wish?.wanted);
      return changed;
    } catch (error) {
      if (!isUnclear(error)) await recordOutcome(compute, wish, wish && leftOf(compute, wish));
      throw error;
    }
  });
}

type Shape = VnicRecord['shape'];

interface Wish {
  /** As it was before. */
  readonly record: VnicRecord;
  /** How many devices the vNIC had. */
  readonly had: number;
  readonly wanted: Shape;
}

async function recordWish(
  { records, host, wallClock }: ComputeHost,
  { partition, mac, steps, share }: RecordedDeviceChange,
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
  const had = vnic.devices.length;
  const due = stepsDue(vnic, steps);
  const count = (kind: string): number => due.filter((step) => step.kind === kind).length;
  const more = count('add') - count('remove');
  const redundancy = more === 0 ? record.shape.redundancy : had + more;
  const { capacity, maxCapacity } = share ?? record.shape;
  const wanted = { ...record.shape, redundancy, capacity, maxCapacity };
  if (!isDeepStrictEqual(wanted, { ...record.shape })) {
    await records.vnics.put([{ ...record, shape: wanted, changedAt: wallClock().toISOString() }], signal);
  }
  return { record, had, wanted };
}

/** What is wanted after a change that failed somewhere on its way: what was to stay healing brings back. */
function leftOf({ host }: ComputeHost, { record: { shape, ...vnic }, had, wanted }: Wish): Shape {
  const devices = findVnic(host.snapshot().vnics, vnic)?.devices ?? [];
  const stays = Math.min(shape.redundancy, wanted.redundancy);
  const redundancy = devices.length === had ? shape.redundancy : Math.max(devices.length, stays);
  const isShared = devices.length > 0 && devices.every(({ capacity }) => capacity === wanted.capacity);
  return { ...(isShared ? wanted : shape), redundancy };
}

async function recordOutcome(
  { records, host, wallClock }: ComputeHost,
  wish: Wish | undefined,
  shape: Shape | undefined,
): Promise<void> {
  const vnic = wish && findVnic(host.snapshot().vnics, wish.record);
  if (wish === undefined || vnic === undefined || shape === undefined) return;
  const changed = { ...readBack(wish.record, vnic), shape, changedAt: wallClock().toISOString() };
  await asFarAsRoom(() => records.vnics.put([changed], neverAborted));
}
