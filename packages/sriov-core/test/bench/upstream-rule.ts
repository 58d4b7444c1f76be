import { type SlotAdapter, sum } from './port-slots.ts';

/** A host that is being filled by the rule of the retired Python drivers. */
export interface UpstreamHost {
  readonly adapters: readonly UpstreamAdapter[];
  /** VIOSes, which take turns; the first one is drawn anew for each vNIC. */
  readonly vioses: number;
}

interface UpstreamAdapter {
  free: number;
  readonly ports: UpstreamPort[];
}

interface UpstreamPort {
  /** Devices that it can still carry, and how much of it is allocated, in hundredths of a percent. */
  slots: number;
  allocated: number;
  readonly granularity: number;
}

export interface UpstreamDevice {
  readonly adapter: number;
  readonly port: number;
  readonly vios: number;
}

export function upstreamHost(
  slots: readonly SlotAdapter[],
  shares: readonly (readonly Share[])[],
): UpstreamHost {
  return {
    vioses: 2,
    adapters: slots.map(({ free, slots: ports }, index) => ({
      free,
      ports: ports.map((each, port) => ({ slots: each, ...(shares[index]?.[port] ?? noShare) })),
    })),
  };
}

export interface Share {
  readonly allocated: number;
  readonly granularity: number;
}

const noShare: Share = { allocated: 0, granularity: 100 };

/**
 * What pypowervm does (tasks/sriov.py, set_vnic_back_devs): from the adapters used least the port allocated least, VIOSes
 * in turn. It looks at ports one by one and knows nothing of the limit of an adapter, so that the server refuses then.
 */
export function placeUpstream(
  { adapters, vioses }: UpstreamHost,
  redundancy: number,
  random: () => number,
): readonly UpstreamDevice[] | undefined {
  const open = adapters.flatMap(({ ports }, adapter) =>
    ports.flatMap((each, port) => (each.slots > 0 ? [{ adapter, port, each }] : [])),
  );
  if (open.length < redundancy) return undefined;
  const first = Math.floor(random() * vioses);
  const chosen: UpstreamDevice[] = [];
  while (chosen.length < redundancy) {
    const left = open.filter(
      ({ adapter, port }) => !chosen.some((device) => device.adapter === adapter && device.port === port),
    );
    const uses = (adapter: number): number => chosen.filter((device) => device.adapter === adapter).length;
    const least = Math.min(...left.map(({ adapter }) => uses(adapter)));
    const rivals = left.filter(({ adapter }) => uses(adapter) === least);
    const lowest = Math.min(...rivals.map(({ each }) => each.allocated));
    const best = rivals.find(({ each }) => each.allocated === lowest);
    if (best === undefined) return undefined;
    chosen.push({ adapter: best.adapter, port: best.port, vios: (first + chosen.length) % vioses });
  }
  return chosen;
}

/** Carries the plan out; false, and nothing done, when the server would refuse. */
export function carryOut({ adapters }: UpstreamHost, devices: readonly UpstreamDevice[]): boolean {
  const fits = devices.every(({ adapter, port }) => {
    const onAdapter = sum(devices.map((other) => Number(other.adapter === adapter)));
    const host = adapters[adapter];
    return host !== undefined && host.free >= onAdapter && (host.ports[port]?.slots ?? 0) > 0;
  });
  if (!fits) return false;
  for (const { adapter, port } of devices) {
    const host = adapters[adapter];
    const used = host?.ports[port];
    if (host === undefined || used === undefined) continue;
    host.free -= 1;
    used.slots -= 1;
    used.allocated += used.granularity;
  }
  return true;
}
