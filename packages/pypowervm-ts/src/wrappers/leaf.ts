import { insertInOrder } from '../xml/insert-in-order.ts';
import {
  childElements,
  childrenNamed,
  element,
  textOf,
  withChildren,
  type XmlElement,
} from '../xml/xml-element.ts';
import type { Codec } from './codec.ts';
import { type Property, refuseWrite } from './property.ts';

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

function firstOf(owner: XmlElement, places: readonly string[]): XmlElement[] {
  for (const child of childElements(owner)) if (places.includes(child.local)) return [child];
  return [];
}
