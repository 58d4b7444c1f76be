import { childOf, childrenOf, type SimElement } from '../src/xml/sim-element.ts';

/** What a set of documents shows of the elements of a type, by path below the type's own element. */
export interface Structure {
  /** The marks that an element was seen with: attribute names, and the values of those that describe the schema. */
  readonly marks: Map<string, Set<string>>;
  /** `parent: a < b` for every two children seen in this order. */
  readonly orders: Set<string>;
}

export function structureOf(type: string, documents: readonly SimElement[]): Structure {
  const structure: Structure = { marks: new Map(), orders: new Set() };
  for (const element of documents.flatMap(contentsOf))
    if (element.name === type) see(element, type, structure);
  return structure;
}

/** The typed element of an entry, those of a feed, or the bare element that the document is. */
function contentsOf(document: SimElement): readonly SimElement[] {
  if (document.name === 'feed') return childrenOf(document, 'entry').flatMap(contentsOf);
  if (document.name !== 'entry') return [document];
  return childOf(document, 'content')?.children ?? [];
}

function see(element: SimElement, path: string, structure: Structure): void {
  const seen = structure.marks.get(path) ?? new Set();
  structure.marks.set(path, seen.add(marksOf(element)));
  const names = [...new Set(element.children.map(({ name }) => name))];
  for (const [at, earlier] of names.entries())
    for (const later of names.slice(at + 1)) structure.orders.add(`${path}: ${earlier} < ${later}`);
  for (const child of element.children) see(child, `${path}/${child.name}`, structure);
}

const describing = ['kb', 'kxe', 'ksv', 'group', 'rel'];

function marksOf({ attributes }: SimElement): string {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'xmlns' && !/^ns\d$/.test(name))
    .map(([name, value]) => (describing.includes(name) ? `${name}=${value}` : name))
    .toSorted()
    .join(' ');
}
