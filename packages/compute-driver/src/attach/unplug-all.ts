import type { MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { namePartition } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver, type UnplugResult } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { inParallel } from '../host/in-parallel.ts';
import { isUnclear } from '../host/is-unclear.ts';
import { messageOf } from '../host/message-of.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { asFarAsRoom } from '../records/as-far-as-room.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { recordUnplugging, type UnplugTarget } from './record-unplugging.ts';

export interface UnpluggedVif {
  readonly mac: MacAddress;
  readonly result: UnplugResult;
}

/**
 * As unplugVifs, for callers that hold the partition and know that it is fit: takes no lock and waits for nothing. A
 * failure keeps only its own vNIC, whose record is then as it was.
 */
export async function unplugAll(
  compute: ComputeHost,
  target: UnplugTarget,
  signal: AbortSignal,
): Promise<readonly UnpluggedVif[]> {
  const known = await recordUnplugging(compute, target, signal);
  return await removeVnics(compute, { ...target, known }, signal);
}

export interface IntendedRemoval extends UnplugTarget {
  /** As they were recorded before it was written down that they are to be removed. */
  readonly known: readonly VnicRecord[];
}

/** The second half of {@link unplugAll}, when the intent is on record. */
export async function removeVnics(
  compute: ComputeHost,
  { partition, macs, known }: IntendedRemoval,
  signal: AbortSignal,
): Promise<readonly UnpluggedVif[]> {
  const driver = compute.registry.driverOf(pvmSriovDriver.vifType);
  const unplugged = new Map<MacAddress, UnplugResult>();
  const failures = new Map<MacAddress, unknown>();
  await inParallel([...new Set(macs)], removalsAtOnce, async (mac) => {
    try {
      unplugged.set(mac, await driver.unplug(compute.host, { partition, mac }, signal));
    } catch (error) {
      failures.set(mac, error);
    }
  });
  await recordRemoved(compute, known, { unplugged, failures });
  if (failures.size > 0) {
    throw failureOf(failures, { name: namePartition(compute.host.snapshot(), partition), of: macs.length });
  }
  return macs.flatMap((mac) => {
    const result = unplugged.get(mac);
    return result === undefined ? [] : [{ mac, result }];
  });
}

const removalsAtOnce = 4;

interface Outcomes {
  readonly unplugged: ReadonlyMap<MacAddress, UnplugResult>;
  readonly failures: ReadonlyMap<MacAddress, unknown>;
}

/** Where nobody knows what became of the vNIC, the record goes on saying that it is being removed. */
async function recordRemoved(
  { records }: ComputeHost,
  known: readonly VnicRecord[],
  { unplugged, failures }: Outcomes,
): Promise<void> {
  const gone = known.filter(({ mac }) => unplugged.has(mac));
  const kept = known.filter(({ mac }) => failures.has(mac) && !isUnclear(failures.get(mac)));
  if (gone.length > 0) await records.vnics.remove(gone, neverAborted);
  if (kept.length > 0) await asFarAsRoom(() => records.vnics.put(kept, neverAborted));
}

function failureOf(
  failures: ReadonlyMap<MacAddress, unknown>,
  { name, of }: { readonly name: string; readonly of: number },
): unknown {
  const [first] = failures.values();
  if (failures.size === 1) return first;
  const reasons = [...failures.values()].map(messageOf);
  return new HostError(
    'UNPLUG_INCOMPLETE',
    `${failures.size} of ${of} vNICs of ${name} were not removed: ${reasons.join('; ')}`,
    { cause: first, explanation: reasons },
  );
}
