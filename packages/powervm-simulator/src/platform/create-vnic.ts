import { parseVnicUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { checkMac, checkNetworkSettings, type NetworkSettingsRequest } from './check-network-settings.ts';
import { checkDlpar, checkMaster } from './check-writable.ts';
import { chooseSlot, type SlotRequest } from './choose-slot.ts';
import { configureLogicalPort } from './configure-logical-port.ts';
import { partitionOf, systemOf } from './locate.ts';
import { nextMac, nextUuid } from './make-identity.ts';
import {
  type BackingDeviceRequest,
  checkSystemVnicCapable,
  type PlannedDevice,
  planBackingDevices,
} from './plan-backing-devices.ts';
import type { Platform } from './platform.ts';
import { explainRefusal, PlatformRefusal } from './platform-refusal.ts';
import type { BackingDevice, LogicalPartition, ManagedSystem, Vnic } from './platform-state.ts';
import { settleVnic, vnicPath } from './settle-vnics.ts';
import { slotDrcName } from './slot-drc-name.ts';
import { touch } from './touch.ts';

export type CreateVnicRequest = NetworkSettingsRequest & {
  readonly system: string;
  readonly partition: string;
  readonly slot: SlotRequest;
  /** Absent: the platform makes one. */
  readonly mac?: string;
  readonly autoFailback?: boolean;
  readonly backingDevices: readonly BackingDeviceRequest[];
};

/** A vNIC with its logical ports, which belong to the VIOSes that serve it. */
export function createVnic(platform: Platform, request: CreateVnicRequest): Vnic {
  const system = systemOf(platform, request.system);
  const partition = partitionOf(system, request.partition);
  return explainRefusal(`The vNIC of partition ${partition.name} was not created`, () => {
    checkMaster(platform, system);
    checkSystemVnicCapable(system);
    checkDlpar(partition);
    checkVnicLimit(platform, partition);
    const network = checkNetworkSettings(request);
    const devices = planBackingDevices(platform, system, { requests: request.backingDevices, kept: [] });
    const slot = chooseSlot(partition, request.slot);
    const mac =
      request.mac === undefined ? nextMac(platform, system) : checkMac(platform, system, request.mac);
    const vnic: Vnic = {
      uuid: parseVnicUuid(nextUuid(platform.state)),
      revision: 1,
      createdMs: platform.clock.now(),
      slot,
      drcName: slotDrcName(system.machine, partition.id, slot),
      mac,
      ...network,
      autoFailback: request.autoFailback ?? true,
      desiredCapacity: devices[0]?.planned.capacity ?? 0,
      heldByOs: false,
      backingDevices: [],
    };
    vnic.backingDevices = devices.map((device) => realizeDevice(platform, system, { vnic, device }));
    settleVnic(system, partition, vnic);
    partition.vnics.push(vnic);
    touch(partition);
    platform.announce({ kind: 'ADD', path: vnicPath(partition, vnic), details: [] });
    return vnic;
  });
}

/** One planned device becomes a logical port of its VIOS. */
export function realizeDevice(
  platform: Platform,
  system: ManagedSystem,
  { vnic, device: { vios, priority, planned } }: { vnic: Vnic; device: PlannedDevice },
): BackingDevice {
  const logicalPort = configureLogicalPort(platform, system, {
    planned,
    owner: vios,
    usage: 'DEDICATED_VNIC',
    mac: vnic.mac,
    network: vnic,
  });
  return {
    vios: vios.uuid,
    adapter: planned.adapter.sriovAdapterId,
    port: planned.port.physicalPortId,
    logicalPort: logicalPort.uuid,
    priority,
    isActive: false,
    status: 'UNKNOWN',
    currentCapacity: planned.capacity,
    currentMaxCapacity: planned.maxCapacity,
    desiredCapacity: planned.capacity,
    desiredMaxCapacity: planned.maxCapacity,
  };
}

function checkVnicLimit(platform: Platform, partition: LogicalPartition): void {
  const limit = platform.state.settings.vnicsPerPartition;
  if (partition.vnics.length < limit) return;
  throw new PlatformRefusal(
    400,
    'SIM-PARTITION-VNIC-LIMIT',
    `Partition ${partition.name} already has ${partition.vnics.length} vNICs of ${limit}.`,
  );
}
