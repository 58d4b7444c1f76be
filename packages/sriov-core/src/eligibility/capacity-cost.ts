import { type Capacity, capacityOf, wholePort } from '@powervm-sriov/pypowervm-ts/identifiers';

export type CapacityCost =
  | { readonly kind: 'cost'; readonly cost: Capacity }
  /** Not a multiple of the granularity; `below` and `above` are the nearest shares that the port would accept. */
  | { readonly kind: 'miss'; readonly below: Capacity | undefined; readonly above: Capacity | undefined };

/** What one backing device takes of a port. A share that the platform would refuse is never rounded in silence. */
export function capacityCost(granularity: Capacity, asked: Capacity | undefined): CapacityCost {
  if (asked === undefined) return { kind: 'cost', cost: granularity };
  if (asked >= granularity && asked % granularity === 0) return { kind: 'cost', cost: asked };
  const below = asked - (asked % granularity);
  const above = below + granularity;
  return {
    kind: 'miss',
    below: below === 0 ? undefined : capacityOf(below),
    above: above > wholePort ? undefined : capacityOf(above),
  };
}
