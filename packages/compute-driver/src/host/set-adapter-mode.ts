import { changeAdapter, type IoSlot, ManagedSystem } from '@powervm-sriov/pypowervm-ts';
import type { LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import { nameVnic, type SriovAdapterSnapshot, vnicsOnPort } from '@powervm-sriov/sriov-core';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import { changeSystem } from './change-system.ts';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';

export interface ModeChange {
  readonly adapter: LocationCode;
  /** `ForceDedicated` throws the logical ports away that the adapter has. */
  readonly mode: 'Sriov' | 'Dedicated' | 'ForceDedicated';
}

/** Milliseconds between looks at an adapter that initializes, and for how long. */
export interface ModePatience {
  readonly every: number;
  readonly longest: number;
}

/**
 * Switches an adapter between SR-IOV and dedicated use, and waits until it is ready: no job exists for this, the whole
 * ManagedSystem is posted with If-Match (sriov-rules [R]).
 *
 * @throws HostError ADAPTER_UNKNOWN, ADAPTER_IN_USE naming what uses it, ADAPTER_NOT_READY.
 */
export async function setAdapterMode(
  host: Host,
  { adapter: location, mode }: ModeChange,
  signal: AbortSignal,
  patience: ModePatience = { every: 2_000, longest: 300_000 },
): Promise<'changed' | 'same'> {
  await host.refresh(signal);
  const adapter = requireAdapter(host, location);
  const target = mode === 'Sriov' ? 'Sriov' : 'Dedicated';
  if (adapter.mode === target) return 'same';
  requireMaster(host.snapshot());
  if (mode === 'Dedicated') refuseUsed(host, adapter);
  await changeSystem(
    host,
    ({ content }) => {
      const { sriovAdapters, ioSlots } = ManagedSystem.read(content).ioConfiguration;
      const now = sriovAdapters.find(({ physicalLocation }) => physicalLocation === location);
      if (now?.adapterMode === target) return undefined;
      if (mode === 'Sriov')
        refuseOwned(
          location,
          ioSlots.find(({ slotIndex }) => slotIndex === now?.drcIndex),
        );
      return changeAdapter(content, location, { adapterMode: mode });
    },
    signal,
  );
  await awaitReady(host, { location, target, patience }, signal);
  return 'changed';
}

function requireAdapter(host: Host, location: LocationCode): SriovAdapterSnapshot {
  const { adapters, system } = host.snapshot();
  const found = adapters.find((adapter) => adapter.location === location);
  if (found !== undefined) return found;
  const known = adapters.map((adapter) => adapter.location).join(', ') || 'none';
  throw new HostError(
    'ADAPTER_UNKNOWN',
    `system ${system.name} has no SR-IOV adapter at ${location}; it has: ${known}`,
  );
}

/** Leaving SR-IOV needs all logical ports gone; those behind vNICs are named, others only counted by the platform. */
function refuseUsed(host: Host, adapter: SriovAdapterSnapshot): void {
  const logicalPorts = adapter.ports.reduce(
    (sum, { configuredLogicalPorts = 0 }) => sum + configuredLogicalPorts,
    0,
  );
  if (logicalPorts === 0) return;
  const users = new Set(adapter.ports.flatMap((port) => vnicsOnPort(host.snapshot(), port)));
  const named = [...users]
    .map(({ mac, partitionUuid }) => nameVnic(host.snapshot(), { partition: partitionUuid, mac }))
    .join(', ');
  throw new HostError(
    'ADAPTER_IN_USE',
    `adapter ${adapter.location} stays in mode ${adapter.mode}: it has ${logicalPorts} logical port${logicalPorts === 1 ? '' : 's'} (${named || 'none behind a vNIC'}); remove them first`,
  );
}

/** Entering SR-IOV takes the card from whoever has its slot, a VIOS with a bridge on it perhaps (sriov-rules [R][H]). */
function refuseOwned(location: LocationCode, slot: IoSlot | undefined): void {
  if (slot?.partitionName === undefined || slot.partitionName === '') return;
  throw new HostError(
    'ADAPTER_IN_USE',
    `adapter ${location} stays in mode Dedicated: its slot belongs to partition ${slot.partitionName}; take it out of that partition and of its profile first`,
  );
}

interface Awaited {
  readonly location: LocationCode;
  readonly target: 'Sriov' | 'Dedicated';
  readonly patience: ModePatience;
}

async function awaitReady(
  host: Host,
  { location, target, patience }: Awaited,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = host.session;
  const ready = target === 'Sriov' ? 'Running' : 'NotConfigured';
  const deadline = clock.now() + patience.longest;
  for (;;) {
    await host.refresh(signal);
    const { mode, state } = requireAdapter(host, location);
    if (mode === target && state === ready) return;
    if (clock.now() >= deadline) {
      throw new HostError(
        'ADAPTER_NOT_READY',
        `adapter ${location} was switched to ${target} and is still ${mode}/${state} after ${patience.longest / 1_000} s; look at it again later, or at the system's event log`,
      );
    }
    await clock.sleep(patience.every, signal);
  }
}
