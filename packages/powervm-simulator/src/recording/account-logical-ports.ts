import { parseLogicalPortUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { uuidFrom } from '../platform/make-identity.ts';
import type {
  BackingDevice,
  LogicalPort,
  ManagedSystem,
  PhysicalPort,
  SriovAdapter,
  Vnic,
} from '../platform/platform-state.ts';
import { freeVirtualFunctions, logicalPortsOn, virtualFunctionOf } from '../platform/port-allocation.ts';

/**
 * Makes the parts of a recorded host fit together, and says what did not: every backing device has its VIOS and its
 * logical port, and of each port's recorded figures only what no known logical port explains stays unaccounted.
 */
export function accountLogicalPorts(system: ManagedSystem, seed: string): readonly string[] {
  const notes = [...leaveOutStrays(system), ...inventLogicalPorts(system, seed)];
  for (const adapter of system.adapters) {
    for (const port of adapter.ports) explainFigures(system, adapter, port);
  }
  return notes;
}

/** A platform always knows the VIOS of a device; a recording that was made during a change may not. */
function leaveOutStrays(system: ManagedSystem): string[] {
  const isKnown = ({ vios }: BackingDevice): boolean =>
    system.vioses.some(({ uuid }) => sameUuid(uuid, vios));
  return vnicsOf(system).flatMap((vnic) => {
    const strays = vnic.backingDevices.filter((device) => !isKnown(device));
    vnic.backingDevices = vnic.backingDevices.filter(isKnown);
    return strays.map(
      ({ vios }) => `Left out: a backing device of vNIC ${vnic.mac} on VIOS ${vios}, which was not recorded.`,
    );
  });
}

function inventLogicalPorts(system: ManagedSystem, seed: string): string[] {
  return vnicsOf(system).flatMap((vnic) =>
    vnic.backingDevices.flatMap((device) => {
      if (system.logicalPorts.some(({ uuid }) => sameUuid(uuid, device.logicalPort))) return [];
      const invented = logicalPortFor(system, { vnic, device, seed });
      if (invented === undefined) return [];
      system.logicalPorts.push(invented);
      device.logicalPort = invented.uuid;
      return [`Invented: logical port ${invented.locationCode} of vNIC ${vnic.mac}, which was not recorded.`];
    }),
  );
}

function logicalPortFor(
  system: ManagedSystem,
  { vnic, device, seed }: { vnic: Vnic; device: BackingDevice; seed: string },
): LogicalPort | undefined {
  const adapter = system.adapters.find(({ sriovAdapterId }) => sriovAdapterId === device.adapter);
  const port = adapter?.ports.find(({ physicalPortId }) => physicalPortId === device.port);
  const [free] = adapter === undefined ? [] : freeVirtualFunctions(system, adapter);
  if (adapter === undefined || port === undefined || free === undefined) return undefined;
  const { number, drcIndex, drcName, location } = virtualFunctionOf(adapter, free.number, port);
  return {
    uuid: parseLogicalPortUuid(uuidFrom(seed, `logical port ${location}`)),
    revision: 1,
    owner: device.vios,
    usage: 'DEDICATED_VNIC',
    adapter: device.adapter,
    port: device.port,
    virtualFunction: number,
    logicalPortId: drcIndex,
    drcName,
    locationCode: location,
    configurationId: 0,
    isFunctional: adapter.state === 'Running',
    isPromiscuous: false,
    isDiagnostic: false,
    isHugeDma: false,
    capacity: device.currentCapacity,
    maxCapacity: device.currentMaxCapacity,
    portVlanId: vnic.portVlanId,
    priority: vnic.portVlanPriority,
    allowablePriorities: '0',
    mac: vnic.mac,
    allowedMacs: vnic.allowedMacs,
    allowedVlans: vnic.allowedVlans,
  };
}

function explainFigures(system: ManagedSystem, adapter: SriovAdapter, port: PhysicalPort): void {
  const known = logicalPortsOn(system, adapter, port);
  const capacity = known.reduce((sum, logical) => sum + logical.capacity, 0);
  port.unaccounted = {
    logicalPorts: Math.max(0, port.unaccounted.logicalPorts - known.length),
    capacity: Math.max(0, port.unaccounted.capacity - capacity),
  };
}

function vnicsOf({ partitions }: ManagedSystem): readonly Vnic[] {
  return partitions.flatMap(({ vnics }) => vnics);
}
