import type { PartitionUuid, SystemUuid } from '../identifiers/index.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { LogicalPartition } from '../wrappers/logical-partition.ts';
import { insertInOrder } from '../xml/insert-in-order.ts';
import { childNamed, element, type XmlElement } from '../xml/xml-element.ts';
import { readEffect } from './exchange.ts';
import { type LogicalPartitionResource, logicalPartitionKind } from './read-logical-partitions.ts';
import { resourceOf } from './resource.ts';
import { createEntry } from './write-entry.ts';

export type NewPartition = Parameters<typeof LogicalPartition.build>[0] & {
  /** As {@link partitionUuidOf} gives it; the platform makes one up where it is not given. */
  readonly partitionUuid?: PartitionUuid | undefined;
};

/**
 * Defines a partition; it has no adapters and is not activated. An error with `effectUnknown` may have left it behind:
 * look for its UUID before trying again.
 */
export async function createPartition(
  session: Session,
  system: SystemUuid,
  partition: NewPartition,
  signal: AbortSignal,
): Promise<LogicalPartitionResource> {
  const collection = uomPath('ManagedSystem', system, 'LogicalPartition');
  const content = withAtomId(LogicalPartition.build(partition), partition.partitionUuid);
  const created = await createEntry(session, collection, content, signal);
  return readEffect(() => resourceOf(logicalPartitionKind, created, collection));
}

/** A client names the UUID twice, in the metadata and as a property (pypowervm entry_wrapper.py, logical_partition.py). */
function withAtomId(content: XmlElement, uuid: PartitionUuid | undefined): XmlElement {
  const metadata = childNamed(content, 'Metadata');
  const atom = metadata && childNamed(metadata, 'Atom');
  if (uuid === undefined || metadata === undefined || atom === undefined) return content;
  const atomId = element({ local: 'AtomID', uri: content.uri, children: [uuid] });
  const named = insertInOrder(metadata, insertInOrder(atom, atomId, []), []);
  return insertInOrder(content, named, []);
}
