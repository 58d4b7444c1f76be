import { formatCapacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { AdapterCriterion, ChoiceReasons, PassedOverPort, PortCriterion } from '../vnic-plan.ts';
import { plural } from './plural.ts';

export function explainAdapterChoice({ decidedBy, devicesBefore, room }: ChoiceReasons['adapter']): string {
  const takes = `room for ${plural(room, 'device')} like this`;
  switch (decidedBy) {
    case 'only-choice':
      return `the only one with an eligible port left, ${takes}`;
    case 'spread':
      return devicesBefore === 0
        ? `no other device of this vNIC is on it, ${takes}`
        : `carries fewest devices of this vNIC (${devicesBefore}), ${takes}`;
    case 'link':
      return `has a port with link, ${takes}`;
    case 'room-ahead':
      return `leaves most room for later vNICs, ${takes}`;
    case 'room':
      return `most room among its rivals, ${takes}`;
    case 'slots':
      return `has the port with most slots, ${takes}`;
    case 'free-capacity':
      return `has the fullest port among equal slots, so that larger gaps stay whole, ${takes}`;
    case 'active-paths':
      return `fewest active paths among equals, ${takes}`;
    case 'location':
      return `first by location code among equals, ${takes}`;
  }
}

export function explainPortChoice(why: ChoiceReasons['port']): string {
  const figures = `${plural(why.slots, 'slot')}: ${plural(why.freeLogicalPorts, 'logical port')} and ${formatCapacity(why.freeCapacity)} free`;
  switch (why.decidedBy) {
    case 'only-choice':
      return `the only eligible one left on its adapter, ${figures}`;
    case 'link':
      return `has link, ${figures}`;
    case 'room-ahead':
      return `leaves most room for later vNICs, ${figures}`;
    case 'slots':
      return `most slots on its adapter, ${figures}`;
    case 'free-capacity':
      return `the fullest among equal slots, so that larger gaps stay whole, ${figures}`;
    case 'active-paths':
      return `fewest active paths among equals, ${figures}`;
    case 'location':
      return `first by location code among equals, ${figures}`;
  }
}

export function explainViosChoice({ eligible, served, shared }: ChoiceReasons['vios']): string {
  const load = `serves ${plural(served, 'other backing device')}`;
  if (eligible === 1) return `the only eligible one, ${load}`;
  return shared === 0
    ? `no other device of this vNIC uses it, ${load}`
    : `dealt in turn across the adapters, ${plural(shared, 'more device')} of this vNIC on it, ${load}`;
}

export function explainPriority({ rank, activePaths, sharesAdapter, sharesVios }: ChoiceReasons['priority']) {
  if (rank === 0) {
    const { port, adapter, vios } = activePaths;
    return `carries the traffic; active paths before: ${port} on its port, ${adapter} on its adapter, ${vios} on its VIOS`;
  }
  const shares = [...(sharesAdapter ? ['the adapter'] : []), ...(sharesVios ? ['the VIOS'] : [])].join(
    ' and ',
  );
  return `takes over from the one above, shares ${shares === '' ? 'neither adapter nor VIOS' : shares} with it`;
}

/** Why a port that would do was not taken, as the end of the sentence `port X: would do, but ...`. */
export function explainPassedOver({ because, slots }: PassedOverPort): string {
  switch (because.kind) {
    case 'adapter-lost':
      return `adapter ${because.to} ${adapterVerdicts[because.by]}`;
    case 'port-lost':
      return `${because.to} on the same adapter ${portVerdicts[because.by]}`;
    case 'adapter-full':
      return `its adapter has only ${plural(because.free, 'free logical port')}`;
    case 'not-planned':
      return `nothing is placed (${plural(slots, 'slot')} free)`;
  }
}

const adapterVerdicts: Readonly<Record<AdapterCriterion, string>> = {
  spread: 'had fewer devices of this vNIC',
  link: 'has a port with link',
  'room-ahead': 'leaves more room for later vNICs',
  room: 'has more room',
  slots: 'has a port with more slots',
  'free-capacity': 'has a fuller port with as many slots',
  'active-paths': 'carries fewer active paths',
  location: 'comes first by location code, all else equal',
};

const portVerdicts: Readonly<Record<PortCriterion, string>> = {
  link: 'has link',
  'room-ahead': 'leaves more room for later vNICs',
  slots: 'has more slots',
  'free-capacity': 'is fuller and has as many slots',
  'active-paths': 'carries fewer active paths',
  location: 'comes first by location code, all else equal',
};
