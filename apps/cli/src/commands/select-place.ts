import { Argument } from '@commander-js/extra-typings';
import type { HostSnapshot, Loss } from '@powervm-sriov/sriov-core';
import { selectAdapter, selectPort } from '../select/select-port.ts';
import { selectVios } from '../select/select-vios.ts';

export const placeKinds = ['adapter', 'pport', 'vios'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** The first of two arguments that name a part of a host. */
export function placeArgument(what: string) {
  return new Argument('<kind>', what).choices(placeKinds);
}

export const whichArgument = 'location code or a unique end of it; name, id or UUID of a VIOS';

/** @throws CommandError UNKNOWN or AMBIGUOUS */
export function selectPlace(host: HostSnapshot, kind: PlaceKind, which: string): Loss {
  switch (kind) {
    case 'adapter':
      return { kind, location: selectAdapter(host, which).location };
    case 'pport':
      return { kind: 'port', location: selectPort(host, which).location };
    case 'vios':
      return { kind, uuid: selectVios(host, which).uuid };
  }
}
