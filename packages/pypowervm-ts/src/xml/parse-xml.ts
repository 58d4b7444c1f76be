import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { PowerVmError } from '../power-vm-error.ts';
import type { XmlAttribute, XmlElement, XmlNode } from './xml-element.ts';

/** What a document may cost. Recorded answers stay below 1 MB, 20 levels and 10 attributes. */
export interface XmlLimits {
  /** UTF-16 code units of the whole document. */
  readonly size: number;
  readonly depth: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
  /** UTF-16 code units of one run of text or of one attribute value. */
  readonly text: number;
}

export const defaultXmlLimits: XmlLimits = {
  size: 64 * 1024 * 1024,
  depth: 64,
  attributes: 64,
  text: 1024 * 1024,
};

/** Fed in slices, so that a breach ends the work within one slice. */
const sliceLength = 64 * 1024;

/** Flags, numbers and indentation; what is longer seldom repeats. */
const longestShared = 32;

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Parses a whole document, strictly: well formed to its end, namespaces bound, no DOCTYPE (and so no entities but the
 * five of XML), no processing instructions, nothing beyond the limits. Comments are dropped; CDATA becomes text.
 * @throws PowerVmError XML_MALFORMED or XML_LIMIT
 */
export function parseXml(text: string, limits: XmlLimits = defaultXmlLimits): XmlElement {
  if (text.length > limits.size) throw tooMuch('size', limits.size, `${text.length} characters`);
  // saxes takes whatever follows half a pair for its other half, be it a `<`.
  if (loneSurrogate.test(text)) throw new PowerVmError('XML_MALFORMED', malformed('half a surrogate pair'));
  const builder = new TreeBuilder(limits);
  const parser = builder.parser;
  for (let start = 0; start < text.length; start += sliceLength) {
    parser.write(text.slice(start, start + sliceLength));
  }
  parser.close();
  return builder.root();
}

/** An element whose children are still arriving. */
type OpenElement = Omit<XmlElement, 'children'> & { readonly children: XmlNode[] };

class TreeBuilder {
  readonly parser = new SaxesParser({ xmlns: true });
  readonly #limits: XmlLimits;
  readonly #open: OpenElement[] = [];
  /** Documents repeat the same few attribute lists (`kb="CUD" kxe="false"`) and texts thousands of times: kept once. */
  readonly #attributeLists = new Map<string, readonly XmlAttribute[]>();
  readonly #texts = new Map<string, string>();
  #root: XmlElement | undefined;
  #attributeCount = 0;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
    const { parser } = this;
    parser.on('error', (error) => {
      throw new PowerVmError('XML_MALFORMED', malformed(error.message));
    });
    parser.on('doctype', () => this.#refuse('a DOCTYPE'));
    parser.on('processinginstruction', () => this.#refuse('a processing instruction'));
    parser.on('opentagstart', () => {
      this.#attributeCount = 0;
      if (this.#open.length >= limits.depth) throw tooMuch('depth', limits.depth, this.#place());
    });
    parser.on('attribute', ({ value }) => this.#checkAttribute(value));
    parser.on('opentag', (tag) => this.#openElement(tag));
    parser.on('closetag', () => this.#closeElement());
    parser.on('text', (text) => this.#addText(text));
    parser.on('cdata', (text) => this.#addText(text));
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new PowerVmError('XML_MALFORMED', malformed('the document is empty'));
    return this.#root;
  }

  #openElement(tag: SaxesTagNS): void {
    const { prefix, local, uri } = tag;
    this.#open.push({ prefix, local, uri, attributes: this.#attributesOf(tag), children: [] });
  }

  /** The copy of the children is as long as they are many; an array that grew by pushing keeps room for 17. */
  #closeElement(): void {
    const opened = this.#open.pop();
    if (opened === undefined) return;
    const closed: XmlElement = { ...opened, children: opened.children.slice() };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = closed;
    else parent.children.push(closed);
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) return;
    if (text.length > this.#limits.text) throw tooMuch('text', this.#limits.text, this.#place());
    parent.children.push(text.length > longestShared ? text : this.#shared(text));
  }

  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #checkAttribute(value: string): void {
    this.#attributeCount += 1;
    if (this.#attributeCount > this.#limits.attributes) {
      throw tooMuch('attributes', this.#limits.attributes, this.#place());
    }
    if (value.length > this.#limits.text) throw tooMuch('text', this.#limits.text, this.#place());
  }

  #attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
    const given = Object.values(tag.attributes);
    const key = given.map(({ name, uri, value }) => `${name}\u0000${uri}\u0000${value}`).join('\u0000');
    const known = this.#attributeLists.get(key);
    if (known !== undefined) return known;
    const attributes = given.map(attributeOf);
    this.#attributeLists.set(key, attributes);
    return attributes;
  }

  #refuse(what: string): never {
    throw new PowerVmError('XML_MALFORMED', malformed(`${what} is not allowed`));
  }

  #place(): string {
    const inside = this.#open.at(-1);
    const where = inside === undefined ? 'the document element' : `element ${inside.local}`;
    return `in ${where}, line ${this.parser.line}`;
  }
}

/** The default declaration, `xmlns="..."`, has no prefix; saxes gives it one. */
function attributeOf({ name, prefix, local, uri, value }: SaxesAttributeNS): XmlAttribute {
  return name === 'xmlns' ? { prefix: '', local: name, uri, value } : { prefix, local, uri, value };
}

function malformed(reason: string): string {
  return `the answer is not well-formed XML (${reason}): it was cut short or does not come from a PowerVM REST server`;
}

function tooMuch(limit: keyof XmlLimits, allowed: number, found: string): PowerVmError {
  return new PowerVmError(
    'XML_LIMIT',
    `the XML answer exceeds the ${limit} limit of ${allowed} (${found}): refused; raise the limit only for a trusted server`,
  );
}
