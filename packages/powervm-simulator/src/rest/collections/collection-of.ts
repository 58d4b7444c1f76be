import type { Table } from '../documents/document-table.ts';
import { type Collection, type Resource, resourceOf, sameUuid } from '../resource.ts';

interface Addressed {
  readonly uuid: string;
  readonly revision: number;
  readonly createdMs?: number;
}

/** A collection of objects of the platform's state, each seen by the table as a `subject`. */
export function collectionOf<Subject>(
  given: Pick<Collection, 'type' | 'path'> & {
    readonly table: Table<Subject>;
    readonly subjects: () => readonly Subject[];
    readonly object: (subject: Subject) => Addressed;
  },
  actions: Pick<Collection, 'create' | 'update' | 'remove'> = {},
): Collection {
  const { type, path, table, subjects, object } = given;
  const toResource = (subject: Subject): Resource =>
    resourceOf({ type, path }, table, { object: object(subject), subject });
  return {
    type,
    path,
    shapes: table,
    list: () => subjects().map(toResource),
    find: (uuid) => {
      const subject = subjects().find((candidate) => sameUuid(object(candidate).uuid, uuid));
      return subject && toResource(subject);
    },
    ...actions,
  };
}
