import type { SimElement } from '../xml/sim-element.ts';
import type { XmlNode } from '../xml/write-xml.ts';
import { type Rendering, type Shape, schemaNode, type Table } from './documents/document-table.ts';

/** One object that has a URI. */
export interface Resource {
  readonly type: string;
  readonly uuid: string;
  /** Its own path of types and UUIDs. */
  readonly path: readonly string[];
  readonly etag: string;
  readonly createdMs: number;
  readonly render: (rendering: Rendering) => XmlNode;
}

/** The objects of one type below one parent, and what may be done to them. What is absent is answered 405. */
export interface Collection {
  readonly type: string;
  readonly path: readonly string[];
  /** The order of elements in what is received. */
  readonly shapes: readonly Shape[];
  readonly list: () => readonly Resource[];
  readonly find: (uuid: string) => Resource | undefined;
  /** Answers the UUID of what was made. */
  readonly create?: (element: SimElement) => string;
  readonly update?: (uuid: string, element: SimElement) => void;
  readonly remove?: (uuid: string) => void;
}

export function resourceOf<Subject>(
  collection: Pick<Collection, 'type' | 'path'>,
  table: Table<Subject>,
  {
    object,
    subject,
  }: {
    readonly object: { readonly uuid: string; readonly revision: number; readonly createdMs?: number };
    readonly subject: Subject;
  },
): Resource {
  const { type, path } = collection;
  const { uuid, revision, createdMs = 0 } = object;
  return {
    type,
    uuid,
    path: [...path, uuid],
    etag: etagOf([uuid, String(revision)]),
    createdMs,
    render: (rendering) => schemaNode(type, table, subject, rendering, {}, metadataOf(uuid, createdMs)),
  };
}

/** A number like those that real consoles give: 32 bits with a sign (vnic_feed.txt [R]). */
export function etagOf(parts: readonly string[]): string {
  let hash = 0;
  for (const part of parts) {
    for (const character of `${part}/`) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  }
  return String(hash);
}

export function sameUuid(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function metadataOf(uuid: string, createdMs: number): XmlNode {
  const atom = [
    { name: 'AtomID', text: uuid },
    { name: 'AtomCreated', text: String(createdMs) },
  ];
  return { name: 'Metadata', children: [{ name: 'Atom', children: atom }] };
}
