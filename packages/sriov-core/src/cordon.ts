import { type LocationCode, sameUuid, type ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';

/**
 * A maintenance mark: nothing new is placed there, what is there stays. Adapters and ports are named by location, which
 * outlives a change of mode and a replaced card.
 */
export type Cordon = CordonedPlace & {
  /** Who set it and why, for people. */
  readonly note: string;
};

export type CordonedPlace =
  | { readonly kind: 'host' }
  | { readonly kind: 'adapter'; readonly location: LocationCode }
  | { readonly kind: 'port'; readonly location: LocationCode }
  | { readonly kind: 'vios'; readonly uuid: ViosUuid };

/** The mark on this place itself, if any; a mark on the host or on a port's adapter is asked for on its own. */
export function findCordon(cordons: readonly Cordon[], place: CordonedPlace): Cordon | undefined {
  return cordons.find((cordon) => isSamePlace(cordon, place));
}

function isSamePlace(cordon: CordonedPlace, place: CordonedPlace): boolean {
  switch (place.kind) {
    case 'host':
      return cordon.kind === 'host';
    case 'adapter':
    case 'port':
      return cordon.kind === place.kind && cordon.location === place.location;
    case 'vios':
      return cordon.kind === 'vios' && sameUuid(cordon.uuid, place.uuid);
  }
}
