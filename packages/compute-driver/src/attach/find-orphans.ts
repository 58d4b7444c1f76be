import type { ComputeHost } from '../compute-host.ts';
import { listOrphans, type Orphan } from './list-orphans.ts';
import { requireKnownView } from './require-known-view.ts';

/** Reads the whole host and tells what stands alone on it; deletes nothing. @throws HostError VIEW_UNKNOWN */
export async function findOrphans(compute: ComputeHost, signal: AbortSignal): Promise<readonly Orphan[]> {
  await compute.host.refresh(signal);
  requireKnownView(compute.host);
  return await orphansInView(compute, signal);
}

/** The same of what is known already. */
export async function orphansInView(
  { host, records }: ComputeHost,
  signal: AbortSignal,
): Promise<readonly Orphan[]> {
  const ofHost = { system: host.system };
  const [vnics, partitions, migrations] = await Promise.all([
    records.vnics.list(ofHost, signal),
    records.partitions.list(ofHost, signal),
    records.migrations.list(ofHost, signal),
  ]);
  return listOrphans({ snapshot: host.snapshot(), vnics, partitions, migrations });
}
