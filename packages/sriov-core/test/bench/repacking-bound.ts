import { carryOut, type UpstreamDevice, type UpstreamHost, type UpstreamRequest } from './upstream-rule.ts';

/** A request for a stated share. */
export type SharedRequest = UpstreamRequest & { readonly capacity: number };

/**
 * How many requests of a row, from its first on, a host could hold if everything could be moved for each new one. No
 * placement passes this bound; that it can be met, give or take, is what `repack` shows.
 */
export function repackingBound(host: UpstreamHost, row: readonly SharedRequest[]): number {
  return longest(row, (requests) => mayHold(host, requests));
}

/** How many of them are placed when they are placed anew: the largest first, each on ports with most share per logical port. */
export function repack(makeHost: () => UpstreamHost, row: readonly SharedRequest[], most: number): number {
  for (let count = most; count > 0; count--) {
    if (canPack(makeHost(), row.slice(0, count))) return count;
  }
  return 0;
}

function longest(
  row: readonly SharedRequest[],
  holds: (requests: readonly SharedRequest[]) => boolean,
): number {
  let count = 0;
  while (count < row.length && holds(row.slice(0, count + 1))) count++;
  return count;
}

/**
 * Two sums that must be right for each share t: no device counted with more than t, all of them fit the capacity that a
 * port can use with such devices, as many as its logical ports; and the devices of t and more have slots of that size.
 */
function mayHold({ adapters }: UpstreamHost, requests: readonly SharedRequest[]): boolean {
  const shares = new Set(requests.map(({ capacity }) => capacity));
  return [...shares].every((share) => {
    const needed = sum(requests, ({ redundancy, capacity }) => redundancy * Math.min(capacity, share));
    const large = sum(requests, ({ redundancy, capacity }) => (capacity >= share ? redundancy : 0));
    const usable = sum(adapters, ({ free, ports }) =>
      Math.min(
        free * share,
        sum(ports, (port) => Math.min(10_000 - port.allocated, port.logicalPorts * share)),
      ),
    );
    const slots = sum(adapters, ({ free, ports }) =>
      Math.min(
        free,
        sum(ports, (port) => Math.min(port.logicalPorts, Math.floor((10_000 - port.allocated) / share))),
      ),
    );
    return needed <= usable && large <= slots;
  });
}

function canPack(host: UpstreamHost, requests: readonly SharedRequest[]): boolean {
  const largestFirst = requests.toSorted((left, right) => right.capacity - left.capacity);
  return largestFirst.every((request) => {
    const devices = packOne(host, request);
    return devices !== undefined && carryOut(host, devices);
  });
}

function packOne({ adapters }: UpstreamHost, { redundancy, capacity }: SharedRequest) {
  const fit = adapters.flatMap(({ free, ports }, adapter) =>
    ports
      .filter((port) => port.logicalPorts > 0 && port.allocated + capacity <= 10_000)
      .map((port) => ({
        port,
        adapter,
        free,
        perLogicalPort: (10_000 - port.allocated) / port.logicalPorts,
      })),
  );
  const chosen: UpstreamDevice[] = [];
  for (const { port, adapter, free } of fit.toSorted(
    (left, right) => right.perLogicalPort - left.perLogicalPort,
  )) {
    const onAdapter = chosen.filter((device) => device.adapter === adapter).length;
    if (chosen.length === redundancy || onAdapter === free) continue;
    chosen.push({ adapter, location: port.location, capacity, vios: 0 });
  }
  return chosen.length < redundancy ? undefined : chosen;
}

function sum<Item>(items: readonly Item[], measure: (item: Item) => number): number {
  return items.reduce((total, item) => total + measure(item), 0);
}
