import { parseLogicalPortUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { uuidFrom } from '../platform/make-identity.ts';
import type {
  BackingDevice,
  LogicalPort,
  ManagedSystem,
  PhysicalPort,
  Vnic,
} from '../platform/platform-state.ts';
import { freeVirtualFunctions, logicalPortsOn, virtualFunctionOf } from '../platform/port-allocation.ts';

/**
 * Makes the parts of a recorded host fit together, and says what did not: every backing device has its VIOS and its
 * logical port, and of each port's recorded figures only what no known logical port explains stays unaccounted.
 */
export function accountLogicalPorts(system: ManagedSystem, seed: string): readonly string[] {
  for (const adapter of system.adapters) {
    for (const port of adapter.ports) {
      for (const known of logicalPortsOn(system, adapter, port)) claim(port, known.capacity);
    }
  }
  return [...leaveOutStrays(system), ...inventLogicalPorts(system, seed)];
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
  if (adapter === undefined || port === undefined) return undefined;
  claim(port, device.currentCapacity);
  const [free] = freeVirtualFunctions(system, adapter);
  if (free === undefined) return undefined;
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

/** One more logical port of the recorded figures is known. */
function claim(port: PhysicalPort, capacity: number): void {
  const { unaccounted } = port;
  port.unaccounted = {
    logicalPorts: Math.max(0, unaccounted.logicalPorts - 1),
    capacity: Math.max(0, unaccounted.capacity - capacity),
  };
}

function vnicsOf({ partitions }: ManagedSystem): readonly Vnic[] {
  return partitions.flatMap(({ vnics }) => vnics);
}
