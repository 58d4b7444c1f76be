import { checkMac, checkNetworkSettings, type NetworkSettingsRequest } from './check-network-settings.ts';
import { checkDlpar, checkMaster, checkViosServes } from './check-writable.ts';
import { configureLogicalPort } from './configure-logical-port.ts';
import { ownerOf, systemOf } from './locate.ts';
import { nextMac } from './make-identity.ts';
import { moveLogicalPort } from './move-logical-port.ts';
import {
  type PlannedFunction,
  planVirtualFunctions,
  type VirtualFunctionRequest,
} from './plan-virtual-functions.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, LogicalPort, ManagedSystem, VirtualIoServer } from './platform-state.ts';
import { freeVirtualFunctions, logicalPortsOn, virtualFunctionOf } from './port-allocation.ts';

export type CreateLogicalPortRequest = NetworkSettingsRequest &
  VirtualFunctionRequest & {
    readonly system: string;
    /** UUID of the partition or VIOS. */
    readonly owner: string;
    /** Chooses the virtual function; one that is configured already moves to this owner. */
    readonly logicalPortId?: number;
    readonly mac?: string;
    readonly isPromiscuous?: boolean;
  };

/** A virtual function given directly to a partition or VIOS. */
export function createLogicalPort(platform: Platform, request: CreateLogicalPortRequest): LogicalPort {
  const system = systemOf(platform, request.system);
  const owner = ownerOf(system, request.owner);
  checkMaster(platform, system);
  checkOwner(owner);
  const existing = system.logicalPorts.find(
    (port) => port.logicalPortId === request.logicalPortId && port.adapter === request.adapter,
  );
  if (existing !== undefined) return moveLogicalPort(platform, system, { logicalPort: existing, to: owner });

  const network = checkNetworkSettings(request);
  const planned = chooseFunction(platform, system, request);
  if (request.isPromiscuous === true) checkPromiscuous(system, planned);
  const mac = request.mac === undefined ? nextMac(platform, system) : checkMac(platform, system, request.mac);
  return configureLogicalPort(platform, system, {
    planned,
    owner,
    usage: 'NOT_VNIC',
    mac,
    network,
    isPromiscuous: request.isPromiscuous ?? false,
  });
}

/** Who may take and give virtual functions just now. */
export function checkOwner(owner: LogicalPartition | VirtualIoServer): void {
  if ('isVnicCapable' in owner) checkViosServes(owner);
  else checkDlpar(owner);
}

function chooseFunction(
  platform: Platform,
  system: ManagedSystem,
  request: CreateLogicalPortRequest,
): PlannedFunction {
  const [planned] = planVirtualFunctions(platform, system, [request]);
  if (planned === undefined) throw new RangeError('one plan per request');
  if (request.logicalPortId === undefined) return planned;
  const free = freeVirtualFunctions(system, planned.adapter);
  const chosen = free.find((candidate) => candidate.drcIndex === request.logicalPortId);
  if (chosen === undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-LOGICAL-PORT-ID',
      `Adapter ${planned.adapter.location} has no unconfigured logical port ${request.logicalPortId}.`,
    );
  }
  return { ...planned, virtualFunction: virtualFunctionOf(planned.adapter, chosen.number, planned.port) };
}

/** Bridging needs a promiscuous logical port; a physical port takes one [R]. */
function checkPromiscuous(system: ManagedSystem, { adapter, port }: PlannedFunction): void {
  const present = logicalPortsOn(system, adapter, port).filter((logical) => logical.isPromiscuous).length;
  if (present < port.maximumPromiscuousLogicalPorts) return;
  throw new PlatformRefusal(
    400,
    'SIM-PROMISCUOUS-LIMIT',
    `Port ${port.locationCode} already has ${present} promiscuous logical ports of ${port.maximumPromiscuousLogicalPorts}.`,
  );
}
