import { describe, expect, test } from 'vitest';
import { canonicalXml } from '../xml/canonical-xml.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readRecording, recordingNames, recordingsAbsent } from '../xml/test/read-recording.ts';
import { childElements, type XmlElement } from '../xml/xml-element.ts';
import type { NestedTable } from './property.ts';
import type { RecordedValues } from './test/recorded-element.ts';
import { recordedValues } from './test/recorded-values.ts';
import { unrecorded } from './unrecorded.ts';

describe.skipIf(recordingsAbsent)('what the recordings read as', () => {
  test.each(recordedValues.map((each) => [each.table.name, each.recording, each.nth, each] as const))(
    '%s of %s, number %i',
    (_name, _recording, _nth, expected) => {
      expect(read(expected)).toEqual(expected.values);
    },
  );

  test.each(recordedValues.map((each) => [each.table.name, each.recording, each.nth, each] as const))(
    '%s of %s, number %i, is not altered by writing any of it back',
    (_name, _recording, _nth, expected) => {
      expect(alteredBy(expected.table, elementOf(expected))).toEqual([]);
    },
  );

  test('all that is read is frozen', () => {
    for (const each of recordedValues) expectFrozen(read(each));
  });
});

describe.skipIf(recordingsAbsent)('every property of every table', () => {
  const tables = [...new Set(recordedValues.map(({ table }) => table))];
  const all = new Set(tables.flatMap(propertiesOf));
  const documents = recordingNames.map((name) => parseXml(readRecording(name)));
  const recorded = new Set(
    tables.flatMap((table) =>
      documents
        .flatMap((document) => elementsOf(table, document))
        .flatMap((found) => recordedIn(table, found)),
    ),
  );

  test('is shown by a recording, or stands in the list of those that none shows', () => {
    const missing = [...all].filter((name) => !recorded.has(name)).sort();
    console.info(`no recording shows these ${missing.length} properties:\n  ${missing.join('\n  ')}`);
    expect(missing).toEqual(Object.keys(unrecorded).sort());
  });

  test('that a recording shows has its value asserted here', () => {
    const asserted = new Set(recordedValues.flatMap(({ table, values }) => assertedIn(table, values)));
    expect([...recorded].filter((name) => !asserted.has(name))).toEqual([]);
  });
});

function read(expected: RecordedValues): unknown {
  return expected.table.read(elementOf(expected));
}

function elementOf({ table, recording, nth }: RecordedValues): XmlElement {
  const found = elementsOf(table, parseXml(readRecording(recording)))[nth];
  if (found === undefined) throw new Error(`${recording} has no ${table.name} number ${nth}`);
  return found;
}

function elementsOf(table: RecordedValues['table'], document: XmlElement): XmlElement[] {
  const here = table.names.includes(document.local) && document.uri === table.namespace ? [document] : [];
  return [...here, ...childElements(document).flatMap((child) => elementsOf(table, child))];
}

type Table = Pick<NestedTable<unknown, never>, 'name' | 'properties' | 'change'>;

/** `Table.property` for all properties of a table and of those nested in it. */
function propertiesOf(table: Table): string[] {
  return Object.entries(table.properties).flatMap(([key, { inside }]) => [
    `${table.name}.${key}`,
    ...(inside === undefined ? [] : propertiesOf(inside)),
  ]);
}

/** Those of them that an element shows with a value. */
function recordedIn(table: Table, owner: XmlElement): string[] {
  return Object.entries(table.properties).flatMap(([key, property]) => {
    const found = property.find(owner);
    const { inside } = property;
    if (found.length === 0 || property.read(owner) === undefined) return [];
    return [
      `${table.name}.${key}`,
      ...(inside === undefined ? [] : found.flatMap((each) => recordedIn(inside, each))),
    ];
  });
}

/** Those whose value an expectation states. */
function assertedIn(table: Table, values: unknown): string[] {
  if (Array.isArray(values)) return values.flatMap((each) => assertedIn(table, each));
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const property = table.properties[key];
    if (property === undefined) return [];
    return [
      `${table.name}.${key}`,
      ...(property.inside === undefined ? [] : assertedIn(property.inside, value)),
    ];
  });
}

/** The properties that, written with the value they were read with, alter the element. Collections have no such value. */
function alteredBy(table: Table, owner: XmlElement): string[] {
  return Object.entries(table.properties).flatMap(([key, property]) => {
    const found = property.find(owner);
    const { inside } = property;
    if (inside !== undefined) return found.flatMap((each) => alteredBy(inside, each));
    const value = property.read(owner);
    if (found.length === 0 || found[0] === owner || value === undefined || Array.isArray(value)) return [];
    const written = table.change(owner, { [key]: value } as never);
    return canonicalXml(written) === canonicalXml(owner) ? [] : [`${table.name}.${key}`];
  });
}

function expectFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  expect(Object.isFrozen(value)).toBe(true);
  Object.values(value).forEach(expectFrozen);
}
