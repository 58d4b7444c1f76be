import type { ComputeHost } from '../compute-host.ts';
import { finishUnplug } from './finish-interrupted.ts';
import type { Intent } from './record-intent.ts';
import { findDifferences } from './require-recorded.ts';

/**
 * An unplug that nobody finished may have left a vNIC with one of these MACs that is not the one asked for now. Only its
 * record tells that it is ours and to go, and the new intent would take the place of that: so it goes first.
 */
export async function clearUnplugged(
  compute: ComputeHost,
  { partition, instance, bindings }: Intent,
  signal: AbortSignal,
): Promise<void> {
  const { records, host } = compute;
  for (const binding of bindings) {
    const record = await records.vnics.find({ system: host.system, partition, mac: binding.mac }, signal);
    if (record?.state !== 'unplugging') continue;
    if (findDifferences(record, { ...binding, instance }).length > 0)
      await finishUnplug(compute, record, signal);
  }
}
