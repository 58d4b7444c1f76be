import { InvalidIdentifier } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import type { NestedTable, Property } from './property.ts';
import { emptySchemaElement } from './schema-element.ts';

/** Properties by name, in schema order. */
export type PropertyTable = Readonly<Record<string, Property<unknown, never>>>;

/** What reading gives: plain frozen data. */
export type ValuesOf<Properties> = {
  readonly [Key in keyof Properties]: Properties[Key] extends Property<infer Read, never> ? Read : never;
};

/** What building and changing take; `undefined` means not named. */
export type ChangesOf<Properties> = {
  readonly [Key in keyof Properties]?:
    | (Properties[Key] extends { write(owner: XmlElement, value: infer Write, order: never): XmlElement }
        ? Write
        : never)
    | undefined;
};

/**
 * An element of the schema as a table.
 *
 * Reading is liberal: a missing element reads as `undefined`, unknown words as strings, inconsistent figures as they
 * stand. A value that makes no sense does not lose the document: only the access to that property throws
 * DOCUMENT_UNEXPECTED, naming element and value; it is left out when the data is copied, compared or printed.
 *
 * Building and changing are strict: InvalidIdentifier for a value that must not be sent.
 */
export interface ElementTable<Properties extends PropertyTable>
  extends NestedTable<ValuesOf<Properties>, ChangesOf<Properties>> {
  /** The element's name, and those of its sisters that have the same table. */
  readonly names: readonly [string, ...string[]];
  readonly properties: Properties;
  /** The value of a property that the caller cannot do without. @throws PowerVmError DOCUMENT_UNEXPECTED when missing */
  need<Key extends keyof Properties & string>(
    values: ValuesOf<Properties>,
    key: Key,
  ): NonNullable<ValuesOf<Properties>[Key]>;
}

/** What reading elements of a table gives. */
export type ReadOf<Table> = Table extends NestedTable<infer Read, never> ? Read : never;

export function defineElement<const Properties extends PropertyTable>(given: {
  readonly name: string | readonly [string, ...string[]];
  readonly namespace: string;
  /** The property by which messages tell one such element from another. */
  readonly knownBy?: keyof Properties & string;
  readonly properties: Properties;
}): ElementTable<Properties> {
  const { namespace, knownBy, properties } = given;
  const names = typeof given.name === 'string' ? ([given.name] as const) : given.name;
  const [name] = names;
  const order = Object.values(properties).flatMap((property) => property.places);

  return {
    name,
    names,
    namespace,
    properties,
    read: (element) => readAll(element, properties, knownBy),
    build: (values, local = name) =>
      writeAll(emptySchemaElement(local, namespace), { properties, values, order }),
    change: (element, values) => writeAll(element, { properties, values, order }),
    need(values, key) {
      const value = values[key];
      if (value !== undefined && value !== null) return value;
      throw unexpected(`${name}${identity(values, knownBy)} has no ${properties[key]?.places.join(' or ')}`);
    },
  };
}

function readAll<Properties extends PropertyTable>(
  element: XmlElement,
  properties: Properties,
  knownBy: string | undefined,
): ValuesOf<Properties> {
  const values: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(properties)) {
    try {
      values[key] = property.read(element);
    } catch (error) {
      if (!(error instanceof InvalidIdentifier)) throw error;
      const get = (): never => {
        const where = `${property.places.join(' or ')} of ${element.local}${identity(values, knownBy)}`;
        throw unexpected(`${where} cannot be read: ${error.message}`, error);
      };
      Object.defineProperty(values, key, { enumerable: false, get });
    }
  }
  return Object.freeze(values) as ValuesOf<Properties>;
}

function writeAll(
  element: XmlElement,
  given: {
    readonly properties: PropertyTable;
    readonly values: Readonly<Record<string, unknown>>;
    readonly order: readonly string[];
  },
): XmlElement {
  return Object.entries(given.properties).reduce((owner, [key, property]) => {
    const value = given.values[key];
    return value === undefined ? owner : property.write(owner, value as never, given.order);
  }, element);
}

function identity(values: Readonly<Record<string, unknown>>, knownBy: string | undefined): string {
  const known = Object.entries(values).find(([key]) => key === knownBy);
  return known === undefined ? '' : ` ${JSON.stringify(known[1])}`;
}

function unexpected(what: string, cause?: unknown): PowerVmError {
  return new PowerVmError(
    'DOCUMENT_UNEXPECTED',
    `${what}; read the object again, and report the answer if it stays so`,
    { cause },
  );
}
