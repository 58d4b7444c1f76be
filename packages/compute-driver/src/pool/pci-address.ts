/**
 * A PCI address as Nova parses it, `DDDD:BB:SS.F`: it refuses a function above 7 and a slot above 1f, where
 * nova-powervm lost every virtual function above the eighth of a port (openstack.md).
 */
export type PciAddress = string;

/** Devices that one domain, or one bus of it, can number: the last slot is the parent's. */
export const ordinalsPerDomain = 0x10000 - 8;
export const ordinalsPerBus = 0x100 - 8;

/** Of one domain: bus, slot and function count on. */
export function addressInDomain(domain: string, ordinal: number): PciAddress {
  return addressOnBus(domain, ordinal >> 8, ordinal & 0xff);
}

/** Of one bus: slot and function count on. */
export function addressOnBus(domain: string, bus: number, ordinal: number): PciAddress {
  return `${domain}:${hex(bus)}:${hex(ordinal >> 3)}.${ordinal & 7}`;
}

/** The device that those of a domain, or of a bus, belong to: newer Novas make one pool of it. */
export function parentAddress(domain: string, bus = 0xff): PciAddress {
  return `${domain}:${hex(bus)}:1f.7`;
}

/** The ordinal of an address of this domain; undefined for one of another, or of no form that we give. */
export function ordinalInDomain(domain: string, address: PciAddress): number | undefined {
  const match = /^([0-9a-f]{4}):([0-9a-f]{2}):([01][0-9a-f])\.([0-7])$/.exec(address);
  if (match === null || match[1] !== domain) return undefined;
  const [bus, slot, cell] = [match[2], match[3], match[4]].map((text) => Number.parseInt(text ?? '', 16));
  return ((bus ?? 0) << 8) + ((slot ?? 0) << 3) + (cell ?? 0);
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
