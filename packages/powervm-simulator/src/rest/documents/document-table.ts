import type { XmlNode } from '../../xml/write-xml.ts';

/*
 * One table per schema type says which elements it has, in which order, and with which marks. The same table renders
 * an object (render-document.ts) and checks the order of what a client sends (check-order.ts).
 */

/** `kb`: who may set an element, at create and update (recordings; C create, U update, R read, O optional, D default). */
export type KbClass = 'COD' | 'COR' | 'CUA' | 'CUD' | 'CUR' | 'ROO' | 'ROR' | 'UOD';

type Text = string | number | boolean;

/** The other marks of an element; a `group` element is only sent to readers who ask for that group. */
interface Marks {
  readonly kxe?: true;
  readonly ksv?: string;
  readonly group?: string;
}

/** Where and for whom a document is rendered. */
export interface Rendering {
  /** The URI of the object at this path of types and UUIDs, such as `['LogicalPartition', uuid]`. */
  readonly href: (path: readonly string[]) => string;
  readonly hasGroup: (group: string) => boolean;
  readonly schemaVersion: string;
}

/** The names that may stand in an element, in order. */
export interface Shape {
  readonly name: string;
  readonly inner?: readonly Shape[];
}

export interface Row<Subject> extends Shape {
  readonly render: (subject: Subject, rendering: Rendering) => readonly XmlNode[];
}

export type Table<Subject> = readonly Row<Subject>[];

/** An element with text; a list gives one element for each value, undefined none. */
export function leaf<Subject>(
  name: string,
  kb: KbClass,
  value: (subject: Subject) => Text | readonly Text[] | undefined,
  marks: Marks = {},
): Row<Subject> {
  return {
    name,
    render: (subject, rendering) => {
      const given = value(subject);
      if (given === undefined || isHidden(marks, rendering)) return [];
      const texts: readonly Text[] = typeof given === 'object' ? given : [given];
      return texts.map((text) => ({ name, attributes: attributesOf(kb, marks), text: String(text) }));
    },
  };
}

/** An element that clients may send and the server never does. */
export function received<Subject>(name: string): Row<Subject> {
  return { name, render: () => [] };
}

/** An element whose href names another object. */
export function link<Subject>(
  name: string,
  kb: KbClass,
  path: (subject: Subject) => readonly string[] | undefined,
  marks: Marks = {},
): Row<Subject> {
  return {
    name,
    render: (subject, rendering) => {
      const target = path(subject);
      if (target === undefined || isHidden(marks, rendering)) return [];
      const attributes = { ...attributesOf(kb, marks), href: rendering.href(target), rel: 'related' };
      return [{ name, attributes }];
    },
  };
}

/** An element holding one `link` for each of the objects. */
export function links<Subject>(
  name: string,
  kb: KbClass,
  paths: (subject: Subject) => readonly (readonly string[])[],
  marks: Marks = {},
): Row<Subject> {
  return {
    name,
    inner: [{ name: 'link' }],
    render: (subject, rendering) => {
      if (isHidden(marks, rendering)) return [];
      const children = paths(subject).map((path) => ({
        name: 'link',
        attributes: { href: rendering.href(path), rel: 'related' },
      }));
      return [{ name, attributes: attributesOf(kb, marks), children }];
    },
  };
}

/** An element of a schema type of its own. It stays, with what is ungrouped in it, when its group is not asked for [R sys_with_sriov.txt]. */
export function part<Subject, Part>(
  name: string,
  kb: KbClass,
  table: Table<Part>,
  of: (subject: Subject) => Part | undefined,
  marks: Marks = {},
): Row<Subject> {
  return {
    name,
    inner: table,
    render: (subject, rendering) => {
      const found = of(subject);
      if (found === undefined) return [];
      return [schemaNode(name, table, found, rendering, attributesOf(kb, marks))];
    },
  };
}

/** A container with one element of a schema type for each item; `choice` puts an element in between. */
export function parts<Subject, Item>(
  name: string,
  kb: KbClass,
  item: {
    readonly name: string;
    readonly table: Table<Item>;
    /** `each` wraps every item by itself, `all` wraps them together (sys_with_sriov.txt, vnic_feed.txt [R]). */
    readonly choice?: { readonly name: string; readonly wraps: 'each' | 'all' };
  },
  of: (subject: Subject) => readonly Item[] | undefined,
): Row<Subject> {
  const { choice } = item;
  const items: Shape = { name: item.name, inner: item.table };
  return {
    name,
    inner: [choice === undefined ? items : { name: choice.name, inner: [items] }],
    render: (subject, rendering) => {
      const found = of(subject);
      if (found === undefined) return [];
      const nodes = found.map((one) => schemaNode(item.name, item.table, one, rendering));
      const attributes = { ...attributesOf(kb, {}), schemaVersion: rendering.schemaVersion };
      return [{ name, attributes, children: [emptyMetadata, ...chosen(nodes, choice)] }];
    },
  };
}

/** An element that is there and says nothing. */
export function empty<Subject>(name: string, kb: KbClass, marks: Marks = {}): Row<Subject> {
  return leaf(name, kb, () => '', marks);
}

/** A container of schema types that the simulator has none of: version and metadata, as where a host has none [R]. */
export function emptyParts<Subject>(name: string, kb: KbClass, marks: Marks = {}): Row<Subject> {
  return {
    name,
    render: (_subject, rendering) =>
      isHidden(marks, rendering) ? [] : [schemaNode(name, [], undefined, rendering, attributesOf(kb, marks))],
  };
}

/** An element of a schema type: its version, its metadata, and what its table says. */
export function schemaNode<Subject>(
  name: string,
  table: Table<Subject>,
  subject: Subject,
  rendering: Rendering,
  attributes: Readonly<Record<string, string | undefined>> = {},
  metadata: XmlNode = emptyMetadata,
): XmlNode {
  return {
    name,
    attributes: { ...attributes, schemaVersion: rendering.schemaVersion },
    children: [metadata, ...table.flatMap((row) => row.render(subject, rendering))],
  };
}

const emptyMetadata: XmlNode = { name: 'Metadata', children: [{ name: 'Atom' }] };

function chosen(
  nodes: readonly XmlNode[],
  choice: { readonly name: string; readonly wraps: 'each' | 'all' } | undefined,
): readonly XmlNode[] {
  if (choice === undefined) return nodes;
  if (choice.wraps === 'each') return nodes.map((node) => ({ name: choice.name, children: [node] }));
  return nodes.length === 0 ? [] : [{ name: choice.name, children: nodes }];
}

function attributesOf(kb: KbClass, marks: Marks): Record<string, string | undefined> {
  return { group: marks.group, ksv: marks.ksv, kb, kxe: String(marks.kxe ?? false) };
}

function isHidden(marks: Marks, rendering: Rendering): boolean {
  return marks.group !== undefined && !rendering.hasGroup(marks.group);
}
