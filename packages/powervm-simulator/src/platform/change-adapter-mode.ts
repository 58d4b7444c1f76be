import { releaseLogicalPort } from './configure-logical-port.ts';
import { adapterByDrcIndex, findOwner, ownerOf } from './locate.ts';
import { startAdapter } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ManagedSystem, SriovAdapter } from './platform-state.ts';
import { adapterLogicalPortCount, logicalPortsOn } from './port-allocation.ts';
import { touch } from './touch.ts';

export type AdapterModeChange = {
  /** DRC index of the card. */
  readonly adapter: number;
  readonly mode: 'Sriov' | 'Dedicated' | 'ForceDedicated';
};

export type CheckedModeChange = {
  readonly adapter: SriovAdapter;
  readonly mode: AdapterModeChange['mode'];
};

/** A card enters mode Sriov when nobody owns its slot, and leaves it when nobody uses its ports [R][H]. */
export function checkAdapterMode(system: ManagedSystem, change: AdapterModeChange): CheckedModeChange {
  const adapter = adapterByDrcIndex(system, change.adapter);
  if (adapter.state === 'Failed' || adapter.state === 'Missing') {
    throw new PlatformRefusal(
      400,
      'SIM-ADAPTER-STATE',
      `Adapter ${adapter.location} is ${adapter.state}; its mode cannot change.`,
    );
  }
  if (change.mode === 'Sriov') checkSlotFree(system, adapter);
  if (change.mode === 'Dedicated') checkUnused(system, adapter);
  return { adapter, mode: change.mode };
}

export function changeAdapterMode(
  platform: Platform,
  system: ManagedSystem,
  { adapter, mode }: CheckedModeChange,
): void {
  if (mode === 'Sriov') {
    if (adapter.mode === 'Sriov') return;
    adapter.mode = 'Sriov';
    startAdapter(platform, system, adapter);
    return;
  }
  if (mode === 'ForceDedicated') releaseUsers(platform, system, adapter);
  adapter.mode = 'Dedicated';
  adapter.state = 'NotConfigured';
}

function checkSlotFree(system: ManagedSystem, adapter: SriovAdapter): void {
  if (adapter.slotOwner === undefined) return;
  const owner = findOwner(system, adapter.slotOwner);
  throw new PlatformRefusal(
    400,
    'SIM-SLOT-OWNED',
    `The I/O slot of adapter ${adapter.location} belongs to ${owner?.name ?? adapter.slotOwner}; release it first.`,
  );
}

function checkUnused(system: ManagedSystem, adapter: SriovAdapter): void {
  const count = adapter.mode === 'Sriov' ? adapterLogicalPortCount(system, adapter) : 0;
  if (count === 0) return;
  const users = logicalPortsOn(system, adapter).map(({ owner }) => ownerOf(system, owner).name);
  const named = users.length === 0 ? 'users that the platform does not name' : [...new Set(users)].join(', ');
  throw new PlatformRefusal(
    400,
    'SIM-ADAPTER-IN-USE',
    `Adapter ${adapter.location} has ${count} logical ports configured, used by ${named}.`,
  );
}

/** ForceDedicated tears everything off: direct logical ports go, vNICs lose their devices on the card. */
function releaseUsers(platform: Platform, system: ManagedSystem, adapter: SriovAdapter): void {
  for (const partition of system.partitions) {
    for (const vnic of partition.vnics) {
      const left = vnic.backingDevices.filter((device) => device.adapter !== adapter.sriovAdapterId);
      if (left.length === vnic.backingDevices.length) continue;
      vnic.backingDevices = left;
      touch(vnic, partition);
    }
  }
  for (const logicalPort of logicalPortsOn(system, adapter)) {
    releaseLogicalPort(platform, system, { logicalPort, owner: ownerOf(system, logicalPort.owner) });
  }
  for (const port of adapter.ports) port.unaccounted = { logicalPorts: 0, capacity: 0 };
}
