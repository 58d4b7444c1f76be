import type { RestRequest } from '../src/rest/rest-request.ts';

export type Sample = Pick<RestRequest, 'method' | 'path' | 'headers' | 'body'>;
export type Random = () => number;
type Damage = (sample: Sample, random: Random) => Sample;

const odd = [
  '',
  ' ',
  '%',
  '%00',
  '%2e%2e',
  '..',
  '__proto__',
  'constructor',
  "'",
  '(',
  ')',
  '==',
  '\u0000',
  '\ud800',
  '٣',
  '-1',
  '1e309',
  '99999999999999999999',
  'NaN',
  'x'.repeat(10_000),
  '<',
  '&',
  '&x;',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
];

const damages: readonly Damage[] = [
  (sample, random) => ({ ...sample, path: cutIn(sample.path, random) }),
  (sample, random) => ({ ...sample, path: insertIn(sample.path, random) }),
  (sample, random) => ({ ...sample, path: replaceSegment(sample.path, random) }),
  (sample, random) => ({ ...sample, method: pick(['GET', 'PUT', 'POST', 'DELETE'] as const, random) }),
  (sample, random) => ({
    ...sample,
    headers: { ...sample.headers, [pick(headerNames, random)]: pick(odd, random) },
  }),
  onBody(cutIn),
  onBody(insertIn),
  onBody(replaceValue),
  onBody(replaceValue),
  onBody((body, random) => body.replaceAll(/\w+(?==")/g, () => pick(['__proto__', 'href', 'kb'], random))),
  onBody(repeatElement),
  onBody(renameElement),
];

const headerNames = [
  'if-match',
  'if-none-match',
  'x-api-session',
  'content-type',
  'x-transaction-id',
  '__proto__',
  'host',
];

/** The request with one or two damages. */
export function damaged(sample: Sample, random: Random): Sample {
  const times = 1 + Math.floor(random() * 2);
  return Array.from({ length: times }).reduce<Sample>((now) => pick(damages, random)(now, random), sample);
}

function onBody(change: (body: string, random: Random) => string): Damage {
  return (sample, random) =>
    sample.body === undefined ? sample : { ...sample, body: change(sample.body, random) };
}

function cutIn(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + (random() < 0.5 ? '' : text.slice(at + Math.floor(random() * 20)));
}

function insertIn(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  return text.slice(0, at) + pick(odd, random) + text.slice(at);
}

function replaceSegment(path: string, random: Random): string {
  const segments = path.split('/');
  const at = Math.floor(random() * segments.length);
  return segments.with(at, pick([...odd, 'do', 'quick', 'search', 'jobs', 'Event'], random)).join('/');
}

function replaceValue(body: string, random: Random): string {
  return replaceOne(body, />[^<]*<\//g, random, () => `>${pick(odd, random)}</`);
}

function repeatElement(body: string, random: Random): string {
  return replaceOne(body, /<(\w+)(?: [^<>]*)?>[^<]*<\/\1>/g, random, (leaf) => leaf + leaf);
}

function renameElement(body: string, random: Random): string {
  return replaceOne(body, /<(\w+)(?: [^<>]*)?>[^<]*<\/\1>/g, random, (leaf) =>
    leaf.replaceAll(/(?<=^<|<\/)\w+/g, pick(['__proto__', 'toString', 'Details', 'X'], random)),
  );
}

/** Changes one of the matches. */
function replaceOne(
  text: string,
  pattern: RegExp,
  random: Random,
  change: (match: string) => string,
): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { index, 0: match } = pick(matches, random);
  return text.slice(0, index) + change(match) + text.slice(index + match.length);
}

export function pick<Value>(from: readonly Value[], random: Random): Value {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}

/** Numbers from 0 up to 1 (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
