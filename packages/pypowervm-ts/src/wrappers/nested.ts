import { insertInOrder } from '../xml/insert-in-order.ts';
import { childNamed, childrenNamed, element, withChildren, type XmlElement } from '../xml/xml-element.ts';
import { type NestedTable, type Property, refuseWrite } from './property.ts';
import { elementsAt, emptySchemaElement } from './schema-element.ts';

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
  const find = (owner: XmlElement): readonly XmlElement[] => paths.flatMap((path) => elementsAt(owner, path));
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

function wrap(item: XmlElement, local: string): XmlElement {
  return element({ local, uri: item.uri, children: [item] });
}
