import type { ChangeKind, ConsoleEvent } from '@powervm-sriov/pypowervm-ts';
import { type PartitionUuid, type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type Part, stateOf, vnicsOf } from './freshness.ts';
import type { Inventory } from './inventory.ts';

export type ChangeEvent = Extract<ConsoleEvent, { kind: 'change' }>;

interface Known {
  readonly system: SystemUuid;
  readonly inventory: Inventory;
}

/** The parts of a host's view that a change makes doubtful: none, when it is another host's or no news. */
export function findDoubtful({ change, uri }: ChangeEvent, known: Known): readonly Part[] {
  const [, , , , type = '', uuid = '', ...below] = uri.split('/');
  if (type !== 'ManagedSystem') return partsOf(change, [type, uuid, ...below], known);
  if (!sameUuid<string>(uuid, known.system)) return [];
  return below.length === 0 ? ['system'] : partsOf(change, below, known);
}

function partsOf(
  change: ChangeKind,
  [type, uuid = '', child, childUuid = '']: readonly string[],
  { inventory }: Known,
): readonly Part[] {
  const partition = uuid as PartitionUuid;
  switch (child === undefined ? type : `${type}/${child}`) {
    case 'VirtualIOServer': {
      const known = inventory.snapshot().vioses.some((vios) => sameUuid<string>(vios.uuid, uuid));
      return known || isAppearance(change) ? ['vioses'] : [];
    }
    case 'LogicalPartition':
      if (inventory.partition(partition) !== undefined) return [stateOf(partition), vnicsOf(partition)];
      // It may be new, and ours; one that changes or goes is another host's.
      return isAppearance(change) ? ['partitions'] : [];
    case 'LogicalPartition/VirtualNICDedicated':
      if (inventory.partition(partition) === undefined) return [];
      return vnicParts(change, partition, {
        isKnown: inventory.vnicsOf(partition).some((vnic) => sameUuid<string>(vnic.uuid, childUuid)),
      });
    case 'LogicalPartition/SRIOVEthernetLogicalPort':
      return inventory.partition(partition) === undefined ? [] : ['system'];
    default:
      // The logical ports of a VIOS stand behind vNICs, which are told of themselves.
      return [];
  }
}

/** A vNIC that came or went has changed the figures of ports; a known one that came, or an unknown one that went, is no news. */
function vnicParts(
  change: ChangeKind,
  partition: PartitionUuid,
  { isKnown }: { readonly isKnown: boolean },
): readonly Part[] {
  if (change === 'modified') return [vnicsOf(partition)];
  return isKnown === isAppearance(change) ? [] : ['system', vnicsOf(partition)];
}

function isAppearance(change: ChangeKind): boolean {
  return change === 'added' || change === 'visible';
}
