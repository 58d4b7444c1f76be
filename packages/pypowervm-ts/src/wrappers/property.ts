import { insertInOrder } from '../xml/insert-in-order.ts';
import {
  attributeOf,
  childElements,
  childNamed,
  childrenNamed,
  element,
  textOf,
  withChildren,
  type XmlElement,
} from '../xml/xml-element.ts';
import type { Codec } from './codec.ts';

/**
 * One line of an element table: where a value lives among the children of its owner, and how it is read and written.
 * `Write` is `never` where a value is not written through its owner.
 */
export interface Property<Read, Write> {
  /** Local names of the owner's children that may hold it, in schema order. */
  readonly places: readonly string[];
  /** The elements that carry it now. */
  find(owner: XmlElement): readonly XmlElement[];
  read(owner: XmlElement): Read;
  write(owner: XmlElement, value: Write, order: readonly string[]): XmlElement;
  /** The table of what is nested here. */
  readonly inside?: NestedTable<unknown, never>;
}

/** What a property needs of the table of a nested element. */
export interface NestedTable<Read, Write> {
  readonly name: string;
  readonly namespace: string;
  readonly properties: Readonly<Record<string, Property<unknown, never>>>;
  read(element: XmlElement): Read;
  build(values: Write, name?: string): XmlElement;
  change(element: XmlElement, values: Write): XmlElement;
}

/** A single value. Several names are the same value under the names of several schema levels; the first found counts. */
export function leaf<Value>(
  name: string | readonly string[],
  codec: Codec<Value>,
): Property<Value | undefined, Value> {
  const places = typeof name === 'string' ? [name] : name;
  return {
    places,
    find: (owner) => firstOf(owner, places),
    read(owner) {
      const [found] = firstOf(owner, places);
      return found === undefined ? undefined : codec.parse(textOf(found));
    },
    write(owner, value, order) {
      const [found = element({ local: places[0] ?? '', uri: owner.uri })] = firstOf(owner, places);
      const formatted = codec.format(value);
      return insertInOrder(owner, withChildren(found, formatted === '' ? [] : [formatted]), order);
    },
  };
}

/** A single value that reads as `missing` where older schemas have no such element. */
export function leafOr<Value>(name: string, codec: Codec<Value>, missing: Value): Property<Value, Value> {
  const plain = leaf(name, codec);
  return { ...plain, read: (owner) => plain.read(owner) ?? missing };
}

/** An element that repeats, one value in each. */
export function leaves<Value>(name: string, codec: Codec<Value>): Property<readonly Value[], never> {
  return {
    places: [name],
    find: (owner) => childrenNamed(owner, name),
    read: (owner) =>
      Object.freeze(
        childrenNamed(owner, name)
          .map((each) => codec.parse(textOf(each)))
          .filter((value) => value !== undefined),
      ),
    write: refuseWrite,
  };
}

/** A nested element of another table. */
export function nested<Read, Write>(
  name: string,
  inside: NestedTable<Read, Write>,
): Property<Read | undefined, Write> {
  return {
    places: [name],
    find: (owner) => childrenNamed(owner, name),
    read(owner) {
      const found = childNamed(owner, name);
      return found === undefined ? undefined : inside.read(found);
    },
    write(owner, value, order) {
      const found = childNamed(owner, name);
      const child = found === undefined ? inside.build(value, name) : inside.change(found, value);
      return insertInOrder(owner, child, order);
    },
    inside,
  };
}

/** A nested element that reads as an empty one where it is missing. */
export function section<Read, Write>(name: string, inside: NestedTable<Read, Write>): Property<Read, Write> {
  const plain = nested(name, inside);
  return {
    ...plain,
    read: (owner) => inside.read(childNamed(owner, name) ?? element({ local: name, uri: owner.uri })),
  };
}

/** The elements at the end of each path of names below the owner, as one list. They change one by one, in place. */
export function collection<Read>(
  paths: readonly (readonly [string, ...string[]])[],
  inside: NestedTable<Read, never>,
): Property<readonly Read[], never> {
  const find = (owner: XmlElement): readonly XmlElement[] => paths.flatMap((path) => atPath(owner, path));
  return {
    places: paths.map(([first]) => first),
    find,
    read: (owner) => Object.freeze(find(owner).map((each) => inside.read(each))),
    write: refuseWrite,
    inside,
  };
}

/** A collection that is written as a whole: a container, and in it one `choice` (when there is one) around each item. */
export function list<Read, Write>(
  given: { readonly container: string; readonly choice?: string },
  inside: NestedTable<Read, Write>,
): Property<readonly Read[], readonly Write[]> {
  const { container, choice } = given;
  const wrapper = choice ?? inside.name;
  const path =
    choice === undefined ? ([container, wrapper] as const) : ([container, choice, inside.name] as const);
  return {
    ...collection<Read>([path], inside),
    write(owner, values, order) {
      const items = values.map((value) => inside.build(value));
      const wrapped = choice === undefined ? items : items.map((item) => wrap(item, choice));
      const holder = childNamed(owner, container) ?? emptySchemaElement(container, owner.uri);
      const kept = holder.children.filter((child) => typeof child === 'string' || child.local !== wrapper);
      return insertInOrder(owner, withChildren(holder, [...kept, ...wrapped]), order);
    },
  };
}

/**
 * A reference: an `href` on the element itself, or on a `link` inside it. Recordings have both; a reference that is there
 * keeps its form, a new one gets the form given.
 */
export function reference(
  name: string,
  form: 'attribute' | 'link' = 'attribute',
): Property<string | undefined, string> {
  return {
    places: [name],
    find: (owner) => childrenNamed(owner, name),
    read(owner) {
      const found = childNamed(owner, name);
      return found === undefined ? undefined : hrefOf(found);
    },
    write(owner, href, order) {
      const found = childNamed(owner, name) ?? element({ local: name, uri: owner.uri });
      const link = childNamed(found, 'link');
      if (link === undefined && form === 'attribute')
        return insertInOrder(owner, withHref(found, href), order);
      const changed = withHref(link ?? element({ local: 'link', uri: owner.uri }), href);
      return insertInOrder(owner, insertInOrder(found, changed, ['link']), order);
    },
  };
}

/** All the links inside one element. */
export function references(name: string): Property<readonly string[], never> {
  const find = (owner: XmlElement): readonly XmlElement[] => atPath(owner, [name, 'link']);
  return {
    places: [name],
    find,
    read: (owner) => Object.freeze(find(owner).flatMap((each) => attributeOf(each, 'href') ?? [])),
    write: refuseWrite,
  };
}

/** An element as the schema wants it when it is created: its level, and the empty Atom metadata first. */
export function emptySchemaElement(local: string, uri: string): XmlElement {
  const atom = element({ local: 'Atom', uri });
  const metadata = element({ local: 'Metadata', uri, children: [atom] });
  return element({ local, uri, attributes: { schemaVersion: 'V1_0' }, children: [metadata] });
}

function firstOf(owner: XmlElement, places: readonly string[]): XmlElement[] {
  for (const child of childElements(owner)) if (places.includes(child.local)) return [child];
  return [];
}

function atPath(owner: XmlElement, path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (level, name) => level.flatMap((each) => childrenNamed(each, name)),
    [owner],
  );
}

function wrap(item: XmlElement, local: string): XmlElement {
  return element({ local, uri: item.uri, children: [item] });
}

function hrefOf(found: XmlElement): string | undefined {
  const link = childNamed(found, 'link');
  return attributeOf(found, 'href') ?? (link === undefined ? undefined : attributeOf(link, 'href'));
}

function withHref(of: XmlElement, href: string): XmlElement {
  if (attributeOf(of, 'href') === undefined) {
    const added = element({ local: of.local, uri: of.uri, attributes: { href, rel: 'related' } });
    return { ...of, attributes: [...of.attributes, ...added.attributes] };
  }
  const attributes = of.attributes.map((each) =>
    each.local === 'href' && each.uri === '' ? { ...each, value: href } : each,
  );
  return { ...of, attributes };
}

function refuseWrite(): never {
  throw new TypeError('this property is not written through its owner');
}
