import { SaxesParser } from 'saxes';
import type { SimElement } from './sim-element.ts';

/** Why a document was not read; the server answers it with 400. */
export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml';
}

const limits = { characters: 64 * 1024 * 1024, depth: 100, attributes: 64 };

interface OpenElement extends SimElement {
  readonly children: SimElement[];
  text: string;
}

/** Reads a whole document strictly: well-formed, no DOCTYPE, bounded. Throws {@link UnreadableXml}. */
export function readXml(text: string): SimElement {
  if (text.length > limits.characters) refuse(`longer than ${limits.characters} characters`);
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: SimElement | undefined;

  parser.on('error', (error) => refuse(error.message));
  parser.on('doctype', () => refuse('a DOCTYPE is not accepted'));
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= limits.depth) refuse(`deeper than ${limits.depth} elements`);
    const given = Object.values(attributes);
    if (given.length > limits.attributes) refuse(`more than ${limits.attributes} attributes on ${local}`);
    open.push({
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(given.map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: '',
    });
  });
  const addText = (more: string): void => {
    const current = open.at(-1);
    if (current !== undefined) current.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed === undefined) return;
    closed.text = closed.text.trim();
    const parent = open.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  });

  parser.write(text).close();
  return root ?? refuse('there is no element');
}

function refuse(reason: string): never {
  throw new UnreadableXml(`The document cannot be read: ${reason}.`);
}
