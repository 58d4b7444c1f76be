import type { FilledHost, TrueSystem } from './filled-host.ts';
import type { HostFacts, PortFacts } from './host-facts.ts';
import { hundredths } from './hundredths.ts';
import { portBelow } from './port-use.ts';

/**
 * Takes the vNICs away and plugs them again on paper, in the order in which they came: each must have had as many
 * devices as there was room for, on two adapters when two had room, and what was refused in the end must have had no
 * room then.
 */
export function replayRow({ facts, shape, plugged, full }: FilledHost, system: TrueSystem): string[] {
  const macs = new Set(plugged.map(({ mac }) => mac));
  const book = openBook(facts);
  for (const { mac, location, capacity } of system.logicalPorts) {
    if (!macs.has(mac)) book.enter(portBelow(location), hundredths(capacity));
  }
  const roomFor = (network: string): Room => {
    const open = facts.ports.filter((port) => {
      const isFit = port.works && port.network === network;
      const hasCeiling = shape.maxCapacity === undefined || port.hasCeilings;
      return isFit && hasCeiling && book.takes(port, shape.capacity);
    });
    return measureRoom(facts, open, book);
  };
  const findings = plugged.flatMap(({ mac, network }) => {
    const devices = system.vnics.find((vnic) => vnic.mac === mac)?.backingDevices ?? [];
    const room = roomFor(network);
    for (const { location = '', capacity } of devices) book.enter(location, hundredths(capacity));
    const adapters = new Set(devices.map(({ adapter }) => adapter)).size;
    const most = Math.min(shape.redundancy, room.devices);
    return [
      ...(devices.length < most
        ? [`vNIC ${mac} has ${devices.length} devices, and there was room for ${most}`]
        : []),
      ...(adapters < Math.min(2, devices.length, room.adapters)
        ? [`vNIC ${mac} is on one adapter, and ${room.adapters} had room`]
        : []),
    ];
  });
  const least = shape.redundancyPolicy === 'strict' ? shape.redundancy : 1;
  const refusedInVain = full.filter((network) => roomFor(network).devices >= least);
  return [...findings, ...refusedInVain.map((network) => `one more vNIC fits on ${network}`)];
}

interface Room {
  /** That one vNIC can have. */
  readonly devices: number;
  /** That have room for one of them. */
  readonly adapters: number;
}

function measureRoom({ vioses, ...system }: HostFacts, open: readonly PortFacts[], book: Book): Room {
  const serving = vioses.filter(({ serves }) => serves);
  const several = system.failoverCapable && serving.some(({ failsOver }) => failsOver);
  const most = !system.vnicCapable || serving.length === 0 ? 0 : several ? 6 : 1;
  const places = [...new Set(open.map(({ adapter }) => adapter))]
    .map((adapter) => Math.min(book.left(adapter), open.filter((port) => port.adapter === adapter).length))
    .filter((count) => count > 0);
  const devices = places.reduce((sum, count) => sum + count, 0);
  return { devices: Math.min(most, devices), adapters: places.length };
}

/** What has been taken of each port and adapter so far. */
interface Book {
  enter(location: string, capacity: number): void;
  takes(port: PortFacts, capacity: number | undefined): boolean;
  left(adapter: number): number;
}

function openBook({ ports, adapterLimits }: HostFacts): Book {
  const taken = new Map(ports.map(({ location }) => [location, { logicalPorts: 0, capacity: 0 }]));
  const on = (location: string) => {
    const entry = taken.get(location);
    if (entry === undefined) throw new Error(`the host has no port ${location}`);
    return entry;
  };
  return {
    enter(location, capacity) {
      const entry = on(location);
      entry.logicalPorts += 1;
      entry.capacity += capacity;
    },
    takes({ location, granularity, logicalPorts }, capacity = granularity) {
      const entry = on(location);
      const isShare = capacity % granularity === 0 && capacity >= granularity;
      return isShare && entry.logicalPorts < logicalPorts && entry.capacity + capacity <= 10_000;
    },
    left(adapter) {
      const own = ports.filter((port) => port.adapter === adapter);
      const count = own.reduce((sum, { location }) => sum + on(location).logicalPorts, 0);
      return (adapterLimits.get(adapter) ?? 0) - count;
    },
  };
}
