import type { LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { LogicalPort, ManagedSystem, PhysicalPort, SriovAdapter } from './platform-state.ts';

/** What is configured on a port. Derived on every look, so that it can never disagree with the logical ports. */
export function allocationOf(
  system: ManagedSystem,
  adapter: SriovAdapter,
  port: PhysicalPort,
): { readonly capacity: number; readonly logicalPorts: number } {
  const configured = logicalPortsOn(system, adapter, port);
  return {
    capacity: configured.reduce((sum, logical) => sum + logical.capacity, port.unaccounted.capacity),
    logicalPorts: configured.length + port.unaccounted.logicalPorts,
  };
}

export function logicalPortsOn(
  system: ManagedSystem,
  adapter: SriovAdapter,
  port?: PhysicalPort,
): LogicalPort[] {
  return system.logicalPorts.filter(
    (logical) =>
      logical.adapter === adapter.sriovAdapterId &&
      (port === undefined || logical.port === port.physicalPortId),
  );
}

/** All logical ports of a card, those that only a recording knows included. */
export function adapterLogicalPortCount(system: ManagedSystem, adapter: SriovAdapter): number {
  return logicalPortsOn(system, adapter).length + unaccountedLogicalPorts(adapter);
}

export type VirtualFunction = {
  readonly number: number;
  readonly drcIndex: number;
  readonly drcName: string;
  readonly location: LocationCode;
};

/** `UnconfiguredLogicalPorts` of a card. Unaccounted ones hold the first numbers, as in sys_with_sriov.txt [R]. */
export function freeVirtualFunctions(system: ManagedSystem, adapter: SriovAdapter): VirtualFunction[] {
  const used = new Set(logicalPortsOn(system, adapter).map((logical) => logical.virtualFunction));
  const free: VirtualFunction[] = [];
  for (
    let number = unaccountedLogicalPorts(adapter) + 1;
    number <= adapter.maximumLogicalPorts;
    number += 1
  ) {
    if (!used.has(number)) free.push(virtualFunctionOf(adapter, number));
  }
  return free;
}

/** While a function belongs to no port its location is written under T1 (sys_with_sriov.txt [R]). */
export function virtualFunctionOf(
  adapter: SriovAdapter,
  number: number,
  port?: PhysicalPort,
): VirtualFunction {
  return {
    number,
    drcIndex: adapter.logicalPortBase + number,
    drcName: `PHB ${4096 + number}`,
    location: `${port?.locationCode ?? `${adapter.location}-T1`}-S${number}` as LocationCode,
  };
}

function unaccountedLogicalPorts(adapter: SriovAdapter): number {
  return adapter.ports.reduce((sum, port) => sum + port.unaccounted.logicalPorts, 0);
}
