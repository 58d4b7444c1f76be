import type { MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { parseLogicalPortUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { NetworkSettings } from './check-network-settings.ts';
import { nextUuid } from './make-identity.ts';
import type { PlannedFunction } from './plan-virtual-functions.ts';
import type { Platform } from './platform.ts';
import type { LogicalPartition, LogicalPort, ManagedSystem, VirtualIoServer } from './platform-state.ts';
import { touch } from './touch.ts';

/** Configures a planned function as a logical port of its owner. Everything has been checked. */
export function configureLogicalPort(
  platform: Platform,
  system: ManagedSystem,
  given: {
    readonly planned: PlannedFunction;
    readonly owner: LogicalPartition | VirtualIoServer;
    readonly usage: LogicalPort['usage'];
    readonly mac: MacAddress;
    readonly network: NetworkSettings;
    readonly isPromiscuous?: boolean;
  },
): LogicalPort {
  const { planned, owner, network } = given;
  const { virtualFunction } = planned;
  const logicalPort: LogicalPort = {
    uuid: parseLogicalPortUuid(nextUuid(platform.state)),
    revision: 1,
    owner: owner.uuid,
    usage: given.usage,
    adapter: planned.adapter.sriovAdapterId,
    port: planned.port.physicalPortId,
    virtualFunction: virtualFunction.number,
    logicalPortId: virtualFunction.drcIndex,
    drcName: virtualFunction.drcName,
    locationCode: virtualFunction.location,
    configurationId: 0,
    isFunctional: true,
    isPromiscuous: given.isPromiscuous ?? false,
    isDiagnostic: false,
    isHugeDma: false,
    capacity: planned.capacity,
    maxCapacity: planned.maxCapacity,
    portVlanId: network.portVlanId,
    priority: network.portVlanPriority,
    allowablePriorities: '0',
    mac: given.mac,
    allowedMacs: network.allowedMacs,
    allowedVlans: network.allowedVlans,
  };
  system.logicalPorts.push(logicalPort);
  touch(system, owner);
  platform.announce({ kind: 'ADD', path: logicalPortPath(owner, logicalPort), details: [] });
  return logicalPort;
}

/** Gives a logical port back to its card. */
export function releaseLogicalPort(
  platform: Platform,
  system: ManagedSystem,
  released: { readonly logicalPort: LogicalPort; readonly owner: LogicalPartition | VirtualIoServer },
): void {
  const { logicalPort, owner } = released;
  system.logicalPorts.splice(system.logicalPorts.indexOf(logicalPort), 1);
  touch(system, owner);
  platform.announce({ kind: 'DELETE', path: logicalPortPath(owner, logicalPort), details: [] });
}

export function logicalPortPath(
  owner: LogicalPartition | VirtualIoServer,
  logicalPort: LogicalPort,
): readonly string[] {
  const type = 'isVnicCapable' in owner ? 'VirtualIOServer' : 'LogicalPartition';
  return [type, owner.uuid, 'SRIOVEthernetLogicalPort', logicalPort.uuid];
}
