import { portOf, sriovAdapterOf } from './locate.ts';
import { readPercent, writePercent } from './percent.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ManagedSystem, PhysicalPort, SriovAdapter } from './platform-state.ts';
import {
  adapterLogicalPortCount,
  allocationOf,
  freeVirtualFunctions,
  type VirtualFunction,
  virtualFunctionOf,
} from './port-allocation.ts';

/** A share of one port as a client asks for it; percentages are text such as `2.0%`. */
export type VirtualFunctionRequest = {
  /** `SRIOVAdapterID`. */
  readonly adapter: number;
  readonly port: number;
  /** Default: the port's granularity [R]. */
  readonly capacity?: string;
  readonly maxCapacity?: string;
};

export type PlannedFunction = {
  readonly adapter: SriovAdapter;
  readonly port: PhysicalPort;
  readonly capacity: number;
  readonly maxCapacity: number;
  readonly virtualFunction: VirtualFunction;
};

const wholePort = 100_00;

/** Checks that the system can give all these functions at once, and chooses them. Changes nothing. */
export function planVirtualFunctions(
  platform: Platform,
  system: ManagedSystem,
  requests: readonly VirtualFunctionRequest[],
): PlannedFunction[] {
  const planned: PlannedFunction[] = [];
  for (const request of requests) planned.push(planOne(platform, system, { request, planned }));
  return planned;
}

function planOne(
  platform: Platform,
  system: ManagedSystem,
  { request, planned }: { request: VirtualFunctionRequest; planned: readonly PlannedFunction[] },
): PlannedFunction {
  const adapter = sriovAdapterOf(system, request.adapter);
  const port = portOf(adapter, request.port);
  checkUsable(platform, adapter, port);
  const share = checkShare(adapter, port, request);
  const onAdapter = planned.filter((other) => other.adapter === adapter);
  const onPort = onAdapter.filter((other) => other.port === port);
  checkCounts(system, { adapter, port, onAdapter: onAdapter.length, onPort: onPort.length });
  const allocated = onPort.reduce(
    (sum, other) => sum + other.capacity,
    allocationOf(system, adapter, port).capacity,
  );
  if (allocated + share.capacity > wholePort) {
    throw new PlatformRefusal(
      400,
      'HSCL1293',
      `Port ${port.locationCode} has ${writePercent(allocated)} allocated; ${writePercent(share.capacity)} more exceed 100%.`,
    );
  }
  const free = freeVirtualFunctions(system, adapter)[onAdapter.length];
  if (free === undefined) throw adapterFull(adapter);
  return { adapter, port, ...share, virtualFunction: virtualFunctionOf(adapter, free.number, port) };
}

function checkUsable(platform: Platform, adapter: SriovAdapter, port: PhysicalPort): void {
  if (adapter.state !== 'Running') {
    throw new PlatformRefusal(
      400,
      'SIM-ADAPTER-STATE',
      `Adapter ${adapter.location} is ${adapter.state}; it must be Running.`,
    );
  }
  if (!port.linkStatus && !platform.state.settings.linkDownAllowed) {
    throw new PlatformRefusal(400, 'SIM-LINK-DOWN', `The link of port ${port.locationCode} is down.`);
  }
}

/** Minimum, multiple and maximum of a share (sriov-rules, Capacity [R][H]). */
function checkShare(
  adapter: SriovAdapter,
  port: PhysicalPort,
  request: VirtualFunctionRequest,
): { capacity: number; maxCapacity: number } {
  const step = port.minimumEthernetCapacityGranularity;
  const capacity = request.capacity === undefined ? step : percentOf(request.capacity);
  if (capacity < step || capacity > wholePort) {
    throw new PlatformRefusal(
      400,
      'HSCL1295',
      `Capacity ${request.capacity} is outside ${writePercent(step)} to 100.0% of port ${port.locationCode}.`,
    );
  }
  if (capacity % step !== 0) {
    throw new PlatformRefusal(
      400,
      'SIM-CAPACITY-GRANULARITY',
      `Capacity ${request.capacity} is no multiple of ${writePercent(step)}, the granularity of port ${port.locationCode}.`,
    );
  }
  const maxCapacity = request.maxCapacity === undefined ? wholePort : percentOf(request.maxCapacity);
  if (maxCapacity < capacity || maxCapacity > wholePort) {
    throw new PlatformRefusal(
      400,
      'SIM-MAX-CAPACITY-RANGE',
      `Maximum capacity ${request.maxCapacity} is outside ${writePercent(capacity)} to 100.0%.`,
    );
  }
  if (maxCapacity !== wholePort && adapter.personality !== 'MAX_MIN_CAPACITY') {
    throw new PlatformRefusal(
      400,
      'SIM-MAX-CAPACITY-PERSONALITY',
      `Adapter ${adapter.location} has personality ${adapter.personality}: it takes no maximum capacity.`,
    );
  }
  return { capacity, maxCapacity };
}

function checkCounts(
  system: ManagedSystem,
  at: { adapter: SriovAdapter; port: PhysicalPort; onAdapter: number; onPort: number },
): void {
  const { adapter, port } = at;
  const onPort = allocationOf(system, adapter, port).logicalPorts + at.onPort;
  if (onPort >= port.configuredMaxEthernetLogicalPorts) {
    throw new PlatformRefusal(
      400,
      'SIM-PORT-FULL',
      `Port ${port.locationCode} has all its ${port.configuredMaxEthernetLogicalPorts} logical ports configured.`,
    );
  }
  if (adapterLogicalPortCount(system, adapter) + at.onAdapter >= adapter.maximumLogicalPorts) {
    throw adapterFull(adapter);
  }
}

function adapterFull(adapter: SriovAdapter): PlatformRefusal {
  return new PlatformRefusal(
    400,
    'SIM-ADAPTER-FULL',
    `Adapter ${adapter.location} has all its ${adapter.maximumLogicalPorts} logical ports configured.`,
  );
}

function percentOf(text: string): number {
  const hundredths = readPercent(text);
  if (hundredths === undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-PERCENT',
      `${JSON.stringify(text)} is no percentage such as 2.0%, with at most 2 decimals.`,
    );
  }
  return hundredths;
}
