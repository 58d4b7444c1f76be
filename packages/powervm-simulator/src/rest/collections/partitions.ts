import { changePartition } from '../../platform/change-partition.ts';
import { createPartition } from '../../platform/create-partition.ts';
import { deletePartition } from '../../platform/delete-partition.ts';
import { homeOf } from '../../platform/locate.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ManagedSystem } from '../../platform/platform-state.ts';
import type { SimElement } from '../../xml/sim-element.ts';
import { logicalPartitionTable, viosTable } from '../documents/partition-documents.ts';
import type { Collection } from '../resource.ts';
import { RestRefusal } from '../rest-refusal.ts';
import { collectionOf } from './collection-of.ts';
import { readPartitionIdentity, readPartitionSettings } from './read-partition.ts';

interface Place {
  readonly systems: readonly ManagedSystem[];
  readonly path: readonly string[];
}

/** Partitions of one system or of all: `ManagedSystem/U/LogicalPartition`, `LogicalPartition`. Only in a system they are made. */
export function partitionsOf(platform: Platform, { systems, path }: Place): Collection {
  const [system] = systems;
  const isOfOneSystem = path.includes('ManagedSystem') && system !== undefined;
  return collectionOf(
    {
      type: 'LogicalPartition',
      path,
      table: logicalPartitionTable,
      subjects: () => partitionsAtHomeFirst(systems),
      object: ({ partition }) => partition,
    },
    {
      ...(isOfOneSystem && { create: (element) => create(platform, system, element) }),
      update: (uuid, element) => {
        changePartition(platform, { ...targetOf(systems, uuid), ...readPartitionSettings(element) });
      },
      remove: (uuid) => deletePartition(platform, targetOf(systems, uuid)),
    },
  );
}

/** Likewise `VirtualIOServer`, which is read only here. */
export function viosesOf({ systems, path }: Place): Collection {
  return collectionOf({
    type: 'VirtualIOServer',
    path,
    table: viosTable,
    subjects: () => systems.flatMap((system) => system.vioses.map((partition) => ({ system, partition }))),
    object: ({ partition }) => partition,
  });
}

/** While a partition migrates two systems have it: a path that names none means the one that it comes from. */
function partitionsAtHomeFirst(systems: readonly ManagedSystem[]) {
  const all = systems.flatMap((system) => system.partitions.map((partition) => ({ system, partition })));
  const isArriving = ({ partition }: (typeof all)[number]) => partition.migration?.role === 'target';
  return [...all.filter((each) => !isArriving(each)), ...all.filter(isArriving)];
}

function create(platform: Platform, system: ManagedSystem, element: SimElement): string {
  const {
    name = lack('PartitionName'),
    memory = lack('PartitionMemoryConfiguration'),
    processors = lack('PartitionProcessorConfiguration'),
    ...settings
  } = readPartitionSettings(element);
  const wanted = { ...settings, ...readPartitionIdentity(element), name, memory, processors };
  return createPartition(platform, { ...wanted, system: system.uuid }).uuid;
}

function lack(name: string): never {
  throw new RestRefusal(400, `LogicalPartition lacks ${name}.`);
}

function targetOf(systems: readonly ManagedSystem[], uuid: string): { system: string; partition: string } {
  const system = homeOf(systems, uuid);
  if (system === undefined) throw new RestRefusal(404, `There is no LogicalPartition ${uuid}.`);
  return { system: system.uuid, partition: uuid };
}
