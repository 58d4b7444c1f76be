import type { Capacity, MacAddress, VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';

/** What Neutron or Nova says of a port that is bound to this host, parsed. */
export interface PortBinding {
  readonly vifType: string;
  readonly vnicType: string;
  /** The Neutron port's id, where the source gives one. */
  readonly portId: string | undefined;
  readonly mac: MacAddress;
  readonly vlan: VlanId;
  /** The physical network; matched against the ports' labels as they are now. */
  readonly network: string;
  readonly redundancy: number;
  /** Undefined: the granularity of whichever port is chosen. */
  readonly capacity: Capacity | undefined;
  readonly maxCapacity: Capacity | undefined;
  /** The PCI address that Nova claimed: an opaque token, it does not choose the port. */
  readonly pciSlot: string | undefined;
}
