import { changePartition } from '../../platform/change-partition.ts';
import type { Platform } from '../../platform/platform.ts';
import type { LogicalPartition, ManagedSystem } from '../../platform/platform-state.ts';
import type { SimElement } from '../../xml/sim-element.ts';
import { logicalPartitionTable, viosTable } from '../documents/partition-documents.ts';
import { type Collection, sameUuid } from '../resource.ts';
import { RestRefusal } from '../rest-refusal.ts';
import { collectionOf } from './collection-of.ts';
import { given, readText } from './read-values.ts';

/** Partitions of one system or of all: `ManagedSystem/U/LogicalPartition`, `LogicalPartition`. */
export function partitionsOf(
  platform: Platform,
  { systems, path }: { systems: readonly ManagedSystem[]; path: readonly string[] },
): Collection {
  return collectionOf(
    {
      type: 'LogicalPartition',
      path,
      table: logicalPartitionTable,
      subjects: () =>
        systems.flatMap((system) => system.partitions.map((partition) => ({ system, partition }))),
      object: ({ partition }) => partition,
    },
    { update: (uuid, element) => changePartition(platform, readPartition(systems, uuid, element)) },
  );
}

/** Likewise `VirtualIOServer`, which is read only here. */
export function viosesOf({
  systems,
  path,
}: {
  systems: readonly ManagedSystem[];
  path: readonly string[];
}): Collection {
  return collectionOf({
    type: 'VirtualIOServer',
    path,
    table: viosTable,
    subjects: () => systems.flatMap((system) => system.vioses.map((partition) => ({ system, partition }))),
    object: ({ partition }) => partition,
  });
}

/** The name and the profile synchronisation can be changed; what else a client sends back is not looked at. */
function readPartition(systems: readonly ManagedSystem[], uuid: string, element: SimElement) {
  const system = systems.find(({ partitions }) => partitions.some((one) => sameUuid(one.uuid, uuid)));
  if (system === undefined) throw new RestRefusal(404, `There is no LogicalPartition ${uuid}.`);
  const changes = given({ name: readText(element, 'PartitionName'), profileSync: readProfileSync(element) });
  return { system: system.uuid, partition: uuid, ...changes };
}

function readProfileSync(element: SimElement): LogicalPartition['profileSync'] | undefined {
  const text = readText(element, 'CurrentProfileSync');
  if (text === undefined || text === 'On' || text === 'Disabled' || text === 'Suspend') return text;
  throw new RestRefusal(400, `CurrentProfileSync ${JSON.stringify(text)} is not On, Disabled or Suspend.`);
}
