import type { UpstreamDevice, UpstreamHost, UpstreamRequest } from './upstream-rule.ts';

/**
 * A rule between upstream's and ours, to tell what looking ahead adds: from the adapter that the vNIC uses least, of
 * those with most slots for this request, the port with most of them and most free share. It knows of no other request.
 */
export function placeSlotAware(
  { adapters }: UpstreamHost,
  { redundancy, capacity }: UpstreamRequest,
): readonly UpstreamDevice[] | undefined {
  const open = adapters.flatMap(({ free, ports }, adapter) => {
    const fit = ports.map((port) => {
      const cost = capacity ?? port.granularity;
      const slots = Math.min(port.logicalPorts, Math.floor((10_000 - port.allocated) / cost));
      return {
        adapter,
        location: port.location,
        capacity: cost,
        vios: 0,
        allocated: port.allocated,
        free,
        slots,
      };
    });
    const room = Math.min(
      free,
      fit.reduce((sum, { slots }) => sum + slots, 0),
    );
    return fit.filter(({ slots }) => slots > 0).map((port) => ({ ...port, room }));
  });
  const chosen: UpstreamDevice[] = [];
  while (chosen.length < redundancy) {
    const uses = (adapter: number): number => chosen.filter((device) => device.adapter === adapter).length;
    const [best] = open
      .filter(({ location, adapter, free }) => {
        return uses(adapter) < free && !chosen.some((device) => device.location === location);
      })
      .toSorted(
        (left, right) =>
          uses(left.adapter) - uses(right.adapter) ||
          right.room - left.room ||
          right.slots - left.slots ||
          left.allocated - right.allocated,
      );
    if (best === undefined) return undefined;
    chosen.push(best);
  }
  return chosen;
}
