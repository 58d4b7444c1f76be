/** Numbers from 0 up to 1 that a word decides (mulberry32). */
export function seededRandom(word: string): () => number {
  let state = [...word].reduce((sum, character) => Math.imul(sum, 31) + (character.codePointAt(0) ?? 0), 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'entry', 'link', 'A', 'Metadata'];
const values = [
  '',
  ' ',
  '__proto__',
  '-1',
  '1e99',
  '0x10',
  'NaN',
  'true',
  '٣',
  '\u0000',
  '&#0;',
  '\u202e',
  'x'.repeat(5_000),
];

/** The document with one to three damages. */
export function mutate(document: string, random: Random): string {
  const times = 1 + Math.floor(random() * 3);
  return Array.from({ length: times }).reduce<string>(
    (text) => pick(damages, random)(text, random),
    document,
  );
}

const damages: readonly ((text: string, random: Random) => string)[] = [
  flipByte,
  (text, random) => text.slice(0, at(text, random)),
  removePart,
  duplicateElement,
  removeElement,
  renameElement,
  replaceValue,
  replaceValue,
  (text, random) => insert(text, at(text, random), pick(values, random)),
  (text, random) =>
    text.replaceAll(/ href="[^"]*"/g, ` href="${pick(values, random).replaceAll(/[<&]/g, '')}"`),
  (text, random) => text.replaceAll(pick(['id>', 'etag>', 'content>', 'title>'], random), 'gone>'),
];

function flipByte(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  const place = Math.floor(random() * bytes.length);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  return bytes.toString();
}

function removePart(text: string, random: Random): string {
  const start = at(text, random);
  return text.slice(0, start) + text.slice(start + Math.floor(random() * 200));
}

function duplicateElement(text: string, random: Random): string {
  return onLeaf(text, random, (leaf) => leaf + leaf);
}

function removeElement(text: string, random: Random): string {
  return onLeaf(text, random, () => '');
}

function renameElement(text: string, random: Random): string {
  const name = pick(names, random);
  return onLeaf(text, random, (leaf) => leaf.replaceAll(/(?<=^<|<\/)[\w:-]+/g, name));
}

function replaceValue(text: string, random: Random): string {
  return onLeaf(text, random, (leaf) => leaf.replace(/>[^<]*<\//, () => `>${pick(values, random)}</`));
}

/** Changes one element that holds text alone. */
function onLeaf(text: string, random: Random, change: (leaf: string) => string): string {
  const leaves = [...text.matchAll(/<([\w:-]+)(?: [^<>]*)?>[^<]*<\/\1>/g)];
  const leaf = leaves[Math.floor(random() * leaves.length)];
  if (leaf === undefined) return text;
  return text.slice(0, leaf.index) + change(leaf[0]) + text.slice(leaf.index + leaf[0].length);
}

function insert(text: string, place: number, what: string): string {
  return text.slice(0, place) + what + text.slice(place);
}

function at(text: string, random: Random): number {
  return Math.floor(random() * text.length);
}

function pick<Value>(from: readonly Value[], random: Random): Value {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}
