import { readPercent, writePercent } from '../percent.ts';
import type { PlannedDevice } from '../plan-backing-devices.ts';
import { planVirtualFunctions, type VirtualFunctionRequest } from '../plan-virtual-functions.ts';
import type { Platform } from '../platform.ts';
import { PlatformRefusal } from '../platform-refusal.ts';
import type {
  BackingDevice,
  ManagedSystem,
  PhysicalPort,
  SriovAdapter,
  VirtualIoServer,
  Vnic,
} from '../platform-state.ts';
import { allocationOf } from '../port-allocation.ts';
import type { Journey } from './find-obstacles.ts';

export type PlacedVnic = { readonly vnic: Vnic; readonly devices: readonly PlannedDevice[] };

export type Placement = {
  readonly vnics: readonly PlacedVnic[];
  readonly obstacles: readonly PlatformRefusal[];
};

/** A device that has found its place; the functions of all of them are chosen together in the end. */
type Placed = {
  readonly vnic: Vnic;
  readonly vios: VirtualIoServer;
  readonly priority: number;
  readonly request: VirtualFunctionRequest;
};

type Place = { readonly adapter: SriovAdapter; readonly port: PhysicalPort };

/**
 * Where the target rebuilds the vNICs: for each device, best priority first, a port of the same label, then of the same
 * switch mode, with a link, with a free logical port and capacity, that the vNIC does not use yet, through the VIOS that
 * serves it least (sriov-rules, Migration [R label][? rest]).
 */
export function placeVnics(
  platform: Platform,
  journey: Journey,
  { allowsFewerDevices }: { readonly allowsFewerDevices: boolean },
): Placement {
  const { target, partition } = journey;
  const placed: Placed[] = [];
  const obstacles: PlatformRefusal[] = [];
  for (const vnic of partition.vnics) {
    const devices = vnic.backingDevices.toSorted((left, right) => left.priority - right.priority);
    const missing: string[] = [];
    for (const device of devices) {
      const found = placeDevice(platform, journey, { vnic, device, placed });
      if (typeof found === 'string') missing.push(found);
      else placed.push(found);
    }
    if (missing.length > 0 && !(allowsFewerDevices && missing.length < devices.length)) {
      obstacles.push(shortfall(target, { vnic, wanted: devices.length, missing }));
    }
  }
  const functions = planVirtualFunctions(
    platform,
    target,
    placed.map(({ request }) => request),
  );
  return {
    obstacles,
    vnics: partition.vnics.map((vnic) => ({
      vnic,
      devices: placed.flatMap(({ vnic: owner, vios, priority }, index) => {
        const planned = functions[index];
        return owner === vnic && planned !== undefined ? [{ vios, priority, planned }] : [];
      }),
    })),
  };
}

function shortfall(
  target: ManagedSystem,
  {
    vnic,
    wanted,
    missing,
  }: { readonly vnic: Vnic; readonly wanted: number; readonly missing: readonly string[] },
): PlatformRefusal {
  return new PlatformRefusal(
    400,
    'SIM-VNIC-NO-ROOM',
    `${target.name} rebuilds ${wanted - missing.length} of ${wanted} backing devices of the vNIC with MAC ${vnic.mac}: ${[...new Set(missing)].join(', ')}.`,
  );
}

type Search = { readonly vnic: Vnic; readonly device: BackingDevice; readonly placed: readonly Placed[] };

/** Answers in words why there is no place. */
function placeDevice(platform: Platform, journey: Journey, search: Search): Placed | string {
  const { target } = journey;
  const { vnic, device, placed } = search;
  const vios = chooseVios(platform, target, search);
  if (vios === undefined) return 'no VIOS can serve it';
  let places = placesOf(target);
  for (const { why, passes } of sievesFor(platform, journey, search)) {
    places = places.filter(passes);
    if (places.length === 0) return why;
  }
  const load = (place: Place): number => loadOf(target, place, placed);
  const [best] = places.toSorted((left, right) => load(left) - load(right));
  if (best === undefined) return 'there is no port';
  return { vnic, vios, priority: device.priority, request: requestFor(device, best) };
}

type Sieve = { readonly why: string; readonly passes: (place: Place) => boolean };

/** The rules in their order; the first that lets nothing through is the reason. */
function sievesFor(platform: Platform, { source, target }: Journey, search: Search): readonly Sieve[] {
  const { vnic, device, placed } = search;
  const from = portOf(source, device);
  const own = placed.filter((other) => other.vnic === vnic);
  const taken = placed.map(({ request }) => request);
  return [
    {
      why: `no port has label ${JSON.stringify(from?.label ?? '')}`,
      passes: ({ port }) => port.label === from?.label,
    },
    {
      why: `no such port has switch mode ${from?.configuredPortSwitchMode}`,
      passes: ({ port }) => port.configuredPortSwitchMode === from?.configuredPortSwitchMode,
    },
    { why: 'no such port has a link', passes: ({ port }) => port.linkStatus },
    {
      why: 'no such port has a free logical port and capacity',
      passes: (place) => fits(platform, target, [...taken, requestFor(device, place)]),
    },
    { why: 'every such port serves the vNIC already', passes: (place) => !own.some(isAt(place)) },
  ];
}

function isAt({ adapter, port }: Place): (placed: Placed) => boolean {
  return ({ request }) => request.adapter === adapter.sriovAdapterId && request.port === port.physicalPortId;
}

/** By location, which settles what is equal. */
function placesOf(target: ManagedSystem): readonly Place[] {
  return target.adapters
    .filter(({ mode }) => mode === 'Sriov')
    .flatMap((adapter) => adapter.ports.map((port) => ({ adapter, port })))
    .toSorted((left, right) => (left.port.locationCode < right.port.locationCode ? -1 : 1));
}

function loadOf(target: ManagedSystem, { adapter, port }: Place, placed: readonly Placed[]): number {
  const coming = placed.filter(isAt({ adapter, port }));
  const { capacity } = allocationOf(target, adapter, port);
  return coming.reduce((sum, other) => sum + (readPercent(other.request.capacity ?? '') ?? 0), capacity);
}

function fits(
  platform: Platform,
  target: ManagedSystem,
  requests: readonly VirtualFunctionRequest[],
): boolean {
  try {
    planVirtualFunctions(platform, target, requests);
    return true;
  } catch (error) {
    if (error instanceof PlatformRefusal) return false;
    throw error;
  }
}

/** The same share, in steps of the new port; a maximum only where the card knows one. */
function requestFor(device: BackingDevice, { adapter, port }: Place): VirtualFunctionRequest {
  const step = port.minimumEthernetCapacityGranularity;
  const capacity = Math.ceil(device.desiredCapacity / step) * step;
  const maxCapacity = Math.max(capacity, device.desiredMaxCapacity);
  return {
    adapter: adapter.sriovAdapterId,
    port: port.physicalPortId,
    capacity: writePercent(capacity),
    ...(adapter.personality === 'MAX_MIN_CAPACITY' && { maxCapacity: writePercent(maxCapacity) }),
  };
}

function chooseVios(
  { state }: Platform,
  target: ManagedSystem,
  { vnic, placed }: { readonly vnic: Vnic; readonly placed: readonly Placed[] },
): VirtualIoServer | undefined {
  if (target.capabilities.VirtualNICDedicatedSRIOVCapable !== 'true') return undefined;
  const own = placed.filter((other) => other.vnic === vnic);
  const isRedundant = vnic.backingDevices.length > 1;
  if (isRedundant && own.length > 0 && target.capabilities.VirtualNICFailOverCapable !== 'true')
    return undefined;
  const served = ({ uuid }: VirtualIoServer): number =>
    target.logicalPorts.filter((port) => port.owner === uuid && port.usage === 'DEDICATED_VNIC').length +
    placed.filter(({ vios }) => vios.uuid === uuid).length;
  const ownServed = ({ uuid }: VirtualIoServer): number =>
    own.filter(({ vios }) => vios.uuid === uuid).length;
  const able = target.vioses.filter(
    (vios) =>
      vios.state === 'running' &&
      (vios.rmc === 'active' || vios.isManagementPartition) &&
      vios.isVnicCapable &&
      (vios.vnicFailoverCapable || !isRedundant) &&
      served(vios) < state.settings.vnicServersPerVios,
  );
  const [best] = able.toSorted(
    (left, right) => ownServed(left) - ownServed(right) || served(left) - served(right) || left.id - right.id,
  );
  return best;
}

function portOf(system: ManagedSystem, device: BackingDevice): PhysicalPort | undefined {
  const adapter = system.adapters.find(({ sriovAdapterId }) => sriovAdapterId === device.adapter);
  return adapter?.ports.find(({ physicalPortId }) => physicalPortId === device.port);
}
