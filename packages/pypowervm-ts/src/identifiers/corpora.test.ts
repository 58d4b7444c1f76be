import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as identifiers from './index.ts';

const {
  capacityOf,
  formatCapacity,
  formatMacAddress,
  InvalidIdentifier,
  networkOfLabel,
  parseCapacityPercent,
  parseInstanceUuid,
  parseMacAddress,
  parseSystemUuid,
  partitionUuidOf,
  sameUuid,
} = identifiers;

type Parse = (given: never) => unknown;

/** Which parsers each corpus is for. A line of it is `<JSON> -> <JSON>`, or `<JSON> refused <part of the message>`. */
const corpora: Readonly<Record<string, readonly Parse[]>> = {
  'adapter-id.txt': [identifiers.parseSriovAdapterId, identifiers.parsePhysicalPortId],
  'capacity-fraction.txt': [identifiers.parseCapacityFraction],
  'capacity-of.txt': [capacityOf],
  'capacity-percent.txt': [parseCapacityPercent],
  'capacity-text.txt': [identifiers.parseCapacityText],
  'failover-priority.txt': [identifiers.parseFailoverPriority],
  'label.txt': [identifiers.parsePortLabel],
  'location-code.txt': [identifiers.parseLocationCode],
  'mac-address.txt': [parseMacAddress],
  'partition-uuid-of.txt': [(given: string) => partitionUuidOf(parseInstanceUuid(given))],
  'slot-number.txt': [identifiers.parseSlotNumber],
  'uuid.txt': [
    parseSystemUuid,
    identifiers.parsePartitionUuid,
    identifiers.parseViosUuid,
    identifiers.parseVnicUuid,
    identifiers.parseClientNetworkAdapterUuid,
    identifiers.parseVirtualSwitchUuid,
    identifiers.parseLogicalPortUuid,
    parseInstanceUuid,
  ],
  'vlan-id.txt': [identifiers.parseVlanId],
};

const directory = join(import.meta.dirname, 'corpora');

test('every corpus has its parsers, and every parser its corpus', () => {
  expect(Object.keys(corpora)).toEqual(readdirSync(directory).sort());
  const parsers = Object.entries(identifiers).filter(([name]) => name.startsWith('parse'));
  const covered = new Set<unknown>(Object.values(corpora).flat());
  expect(parsers.filter(([, parse]) => !covered.has(parse)).map(([name]) => name)).toEqual([]);
});

describe.each(Object.entries(corpora))('%s', (file, parsers) => {
  test.each(casesOf(file))('%s', (_, { given, expected, refusal }) => {
    for (const parse of parsers) {
      if (refusal === undefined) expect(parse(given as never)).toBe(expected);
      else expect(() => parse(given as never)).toThrow(refusalOf(refusal));
    }
  });
});

test('capacities are shown as REST writes them, and read back the same', () => {
  for (let hundredths = 0; hundredths <= 10_000; hundredths += 1) {
    const shown = formatCapacity(capacityOf(hundredths));
    expect(parseCapacityPercent(shown)).toBe(hundredths);
  }
  expect([0, 5, 50, 200, 4242, 10_000].map((each) => formatCapacity(capacityOf(each)))).toEqual([
    '0.0%',
    '0.05%',
    '0.5%',
    '2.0%',
    '42.42%',
    '100.0%',
  ]);
});

test('a MAC address is shown as OpenStack writes it', () => {
  expect(formatMacAddress(parseMacAddress('FA163E0EF6EC'))).toBe('fa:16:3e:0e:f6:ec');
});

test('an empty label is the network default', () => {
  expect([networkOfLabel(''), networkOfLabel('prod_net')]).toEqual(['default', 'prod_net']);
});

test('the length of a label is a setting', () => {
  expect(identifiers.parsePortLabel('a long label indeed', 32)).toBe('a long label indeed');
  expect(() => identifiers.parsePortLabel('label', 4)).toThrow('at most 4 characters');
});

test('UUIDs are equal whatever their case', () => {
  const [lower, upper] = ['c4cd2502-caf5-399d-97f8-b9644ac8c9f9', 'C4CD2502-CAF5-399D-97F8-B9644AC8C9F9'].map(
    parseSystemUuid,
  );
  expect(lower !== undefined && upper !== undefined && sameUuid(lower, upper)).toBe(true);
});

test('a refusal is one short line whatever was given', () => {
  const refuse = (given: unknown) => new InvalidIdentifier('label', given, 'better').message;
  expect(refuse(`a\nb${'x'.repeat(500)}`)).toMatch(
    /^label "a\\nbx{70,}\.\.\. is not valid: expected better$/,
  );
  expect(refuse('\u2028\u0085\u009b')).toBe('label "\\u2028\\u0085\\u009b" is not valid: expected better');
  expect(refuse({ toString: () => 'a\nb' })).toBe('label [object Object] is not valid: expected better');
  expect(refuse(Symbol('s'))).toBe('label Symbol(s) is not valid: expected better');
});

interface Case {
  readonly given: unknown;
  readonly expected?: unknown;
  readonly refusal?: string;
}

function casesOf(file: string): readonly (readonly [string, Case])[] {
  const lines = readFileSync(join(directory, file), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line, caseOf(line)] as const);
}

function caseOf(line: string): Case {
  const [, given = '', verb, rest = ''] = /^(.*?) (->|refused) (.*)$/.exec(line) ?? [];
  if (verb === undefined) throw new Error(`not a case of a corpus: ${line}`);
  const parsed: unknown = JSON.parse(given);
  return verb === '->'
    ? { given: parsed, expected: JSON.parse(rest) as unknown }
    : { given: parsed, refusal: rest };
}

function refusalOf(part: string): unknown {
  return expect.objectContaining({
    code: 'INVALID_IDENTIFIER',
    message: expect.stringContaining(part) as string,
  });
}
