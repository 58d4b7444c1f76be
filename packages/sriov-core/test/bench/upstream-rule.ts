import type { HostSnapshot } from '../../src/index.ts';

/** A host that is being filled by the rule of the retired Python drivers, as the platform counts it. */
export interface UpstreamHost {
  readonly adapters: readonly { free: number; readonly ports: readonly UpstreamPort[] }[];
}

interface UpstreamPort {
  readonly location: string;
  readonly granularity: number;
  logicalPorts: number;
  allocated: number;
}

export interface UpstreamDevice {
  readonly adapter: number;
  readonly location: string;
  readonly vios: number;
  readonly capacity: number;
}

export interface UpstreamRequest {
  readonly redundancy: number;
  /** In hundredths of a percent; the granularity of each port when left out. */
  readonly capacity?: number | undefined;
}

/** VIOSes, which take turns; the first one is drawn anew for each vNIC. */
const vioses = 2;

export function upstreamHost({ adapters }: HostSnapshot): UpstreamHost {
  return {
    adapters: adapters.map(({ maximumLogicalPorts = Number.POSITIVE_INFINITY, ports }) => ({
      free: ports.reduce((free, port) => free - (port.configuredLogicalPorts ?? 0), maximumLogicalPorts),
      ports: ports.map((port) => ({
        location: port.location,
        granularity: port.granularity ?? 10_000,
        logicalPorts: (port.configuredMaxLogicalPorts ?? 0) - (port.configuredLogicalPorts ?? 0),
        allocated: port.allocatedCapacity ?? 10_000,
      })),
    })),
  };
}

/**
 * What pypowervm does (tasks/sriov.py, set_vnic_back_devs): from the adapters used least the port allocated least, VIOSes
 * in turn. It looks at ports one by one and knows nothing of the limit of an adapter, so that the server refuses then.
 */
export function placeUpstream(
  { adapters }: UpstreamHost,
  { redundancy, capacity }: UpstreamRequest,
  random: () => number,
): readonly UpstreamDevice[] | undefined {
  const open = adapters.flatMap(({ ports }, adapter) =>
    ports
      .map((port) => ({ adapter, ...port, capacity: capacity ?? port.granularity }))
      .filter((port) => port.logicalPorts > 0 && port.allocated + port.capacity <= 10_000),
  );
  const first = Math.floor(random() * vioses);
  const chosen: (UpstreamDevice & { readonly allocated: number })[] = [];
  while (chosen.length < redundancy) {
    const uses = (adapter: number): number => chosen.filter((device) => device.adapter === adapter).length;
    const [best] = open
      .filter(({ location }) => !chosen.some((device) => device.location === location))
      .toSorted(
        (left, right) => uses(left.adapter) - uses(right.adapter) || left.allocated - right.allocated,
      );
    if (best === undefined) return undefined;
    chosen.push({ ...best, vios: (first + chosen.length) % vioses });
  }
  return chosen;
}

/** Carries the plan out; false, and nothing done, when the server would refuse. */
export function carryOut({ adapters }: UpstreamHost, devices: readonly UpstreamDevice[]): boolean {
  const targets = devices.flatMap((device) => {
    const adapter = adapters[device.adapter];
    const port = adapter?.ports.find(({ location }) => location === device.location);
    return adapter === undefined || port === undefined ? [] : [{ adapter, port, capacity: device.capacity }];
  });
  const fits = targets.every(({ adapter, port, capacity }) => {
    const onAdapter = targets.filter((other) => other.adapter === adapter).length;
    return adapter.free >= onAdapter && port.logicalPorts > 0 && port.allocated + capacity <= 10_000;
  });
  if (!fits || targets.length < devices.length) return false;
  for (const { adapter, port, capacity } of targets) {
    adapter.free -= 1;
    port.logicalPorts -= 1;
    port.allocated += capacity;
  }
  return true;
}
