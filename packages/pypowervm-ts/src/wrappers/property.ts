import type { XmlElement } from '../xml/xml-element.ts';

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

/** The `write` of properties that are not written through their owner. */
export function refuseWrite(): never {
  throw new TypeError('this property is not written through its owner');
}
