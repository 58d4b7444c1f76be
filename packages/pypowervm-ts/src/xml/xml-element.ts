import { xmlnsNamespace } from './namespaces.ts';

/** One attribute; namespace declarations are attributes too and keep their place. */
export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

export type XmlNode = XmlElement | string;

/**
 * An element of an immutable tree that keeps everything a server sent but comments: unknown elements, white space,
 * prefixes, and the order of children and attributes. What a client did not understand it can therefore send back.
 */
export interface XmlElement {
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
}

const noAttributes: readonly XmlAttribute[] = [];

/** Builds an element; attributes given by plain name are in no namespace. */
export function element(given: {
  readonly local: string;
  readonly uri: string;
  readonly prefix?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
}): XmlElement {
  const { local, uri, prefix = '', attributes, children = [] } = given;
  return {
    prefix,
    local,
    uri,
    attributes:
      attributes === undefined
        ? noAttributes
        : Object.entries(attributes).map(([name, value]) => ({ prefix: '', local: name, uri: '', value })),
    children,
  };
}

export function withChildren(of: XmlElement, children: readonly XmlNode[]): XmlElement {
  return { ...of, children };
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string';
}

export function childElements(of: XmlElement): XmlElement[] {
  return of.children.filter(isElement);
}

/** The first child element of that local name. */
export function childNamed(of: XmlElement, local: string): XmlElement | undefined {
  for (const child of of.children) if (isElement(child) && child.local === local) return child;
  return undefined;
}

export function childrenNamed(of: XmlElement, local: string): XmlElement[] {
  return childElements(of).filter((child) => child.local === local);
}

/** The text directly inside, as it stands: white space included. */
export function textOf(of: XmlElement): string {
  const [only] = of.children;
  if (of.children.length === 1 && typeof only === 'string') return only;
  return of.children.filter((child) => typeof child === 'string').join('');
}

/** The value of an attribute that is in no namespace. */
export function attributeOf(of: XmlElement, local: string): string | undefined {
  for (const each of of.attributes) if (each.local === local && each.uri === '') return each.value;
  return undefined;
}

export function isDeclaration(attribute: XmlAttribute): boolean {
  return attribute.uri === xmlnsNamespace;
}
