import {
  addressBySystem,
  type ManagedSystemResource,
  readManagedSystems,
  type Session,
} from '@powervm-sriov/pypowervm-ts';
import type { PlacementPolicy } from '@powervm-sriov/sriov-core';
import { snapshotSystem } from '@powervm-sriov/vif-drivers';
import { type CordonStore, memoryCordonStore } from './cordon-store.ts';
import { createHost, type Host } from './host.ts';
import { HostError } from './host-error.ts';
import { createInventory } from './inventory.ts';
import { openCordons } from './open-cordons.ts';
import { hostReader } from './read-host.ts';

export interface OpenHostOptions {
  /** The console; one session serves several hosts of it, and whoever opened it closes it. */
  readonly session: Session;
  /** Name or UUID of the managed system; not needed where the console has one. */
  readonly system?: string;
  /** Milliseconds for which a view is fit to decide from; default one and a half minutes, so that a watched one always is. */
  readonly maximumAge?: number;
  /** Where maintenance marks are kept; by default only as long as the host is open. */
  readonly cordons?: CordonStore;
  /** Limits that the platform does not tell, and the requests to keep room for. */
  readonly placement?: PlacementPolicy;
  /** Whether plugs warn of partitions whose profile does not follow; default true. */
  readonly checkProfiles?: boolean;
}

/**
 * Reads a managed system whole and keeps what was read as the view that decisions are made from.
 *
 * @throws HostError SYSTEM_UNKNOWN naming the systems that there are; PowerVmError where the console cannot be read.
 */
export async function openHost(
  {
    session: console,
    system,
    maximumAge = 90_000,
    cordons = memoryCordonStore(),
    placement = {},
    checkProfiles = true,
  }: OpenHostOptions,
  signal: AbortSignal,
): Promise<Host> {
  const { uuid, values } = await findSystem(console, system, signal);
  const session = addressBySystem(console, uuid);
  const reader = hostReader(session, uuid);
  const inventory = createInventory(snapshotSystem(uuid, values));
  const marks = await openCordons(cordons, uuid, signal);
  const parts = {
    session,
    system: uuid,
    reader,
    inventory,
    cordons: marks,
    placement,
    checkProfiles,
    maximumAge,
  };
  const host = createHost(parts);
  await host.refresh(signal);
  return host;
}

async function findSystem(
  session: Session,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<ManagedSystemResource> {
  const systems = await readManagedSystems(session, signal);
  const fitting = systems.filter(
    ({ uuid, values }) =>
      wanted === undefined || values.systemName === wanted || uuid.toLowerCase() === wanted.toLowerCase(),
  );
  const [found, ...others] = fitting;
  if (found !== undefined && others.length === 0) return found;
  const names =
    systems.map(({ uuid, values }) => `${values.systemName ?? 'unnamed'} (${uuid})`).join(', ') || 'none';
  throw new HostError(
    'SYSTEM_UNKNOWN',
    wanted === undefined
      ? `the console manages ${systems.length} systems; name one of them: ${names}`
      : `the console has ${fitting.length} systems called ${JSON.stringify(wanted)}; it manages: ${names}`,
  );
}
