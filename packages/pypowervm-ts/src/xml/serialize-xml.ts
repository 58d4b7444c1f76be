import { PowerVmError } from '../power-vm-error.ts';
import { xmlNamespace, xmlnsNamespace } from './namespaces.ts';
import { isDeclaration, isElement, type XmlAttribute, type XmlElement } from './xml-element.ts';

/** Prefix to namespace, as in scope at one point of the document. */
type Scope = ReadonlyMap<string, string>;

const outermost: Scope = new Map([
  ['', ''],
  ['xml', xmlNamespace],
  ['xmlns', xmlnsNamespace],
]);

/**
 * Writes an element with everything in it. A tree that was parsed keeps its declarations where they were; an element
 * that was built or moved gets the declarations that it lacks at its place.
 * @throws PowerVmError XML_MALFORMED when a text holds a character that XML cannot carry
 */
export function serializeXml(element: XmlElement): string {
  const parts: string[] = [];
  write(element, outermost, parts);
  return parts.join('');
}

function write(element: XmlElement, outer: Scope, parts: string[]): void {
  const { scope, added } = declare(element, outer);
  const name = qualified(element);
  parts.push('<', name);
  for (const each of [...element.attributes, ...added]) {
    parts.push(' ', qualified(each), '="', escapeAttribute(each.value), '"');
  }
  if (element.children.length === 0) {
    parts.push('/>');
    return;
  }
  parts.push('>');
  for (const child of element.children) {
    if (isElement(child)) write(child, scope, parts);
    else parts.push(escapeText(child));
  }
  parts.push('</', name, '>');
}

/** The scope inside an element, and the declarations that its own names need beyond those it carries. */
function declare(element: XmlElement, outer: Scope): { scope: Scope; added: readonly XmlAttribute[] } {
  const own = element.attributes.filter(isDeclaration);
  const scope = own.length === 0 ? outer : new Map(outer);
  if (scope instanceof Map) for (const each of own) scope.set(declaredPrefix(each), each.value);
  const missing = new Map<string, string>();
  if (scope.get(element.prefix) !== element.uri) missing.set(element.prefix, element.uri);
  for (const each of element.attributes) {
    if (each.prefix !== '' && scope.get(each.prefix) !== each.uri) missing.set(each.prefix, each.uri);
  }
  if (missing.size === 0) return { scope, added: [] };
  return { scope: new Map([...scope, ...missing]), added: [...missing].map(declaration) };
}

function declaration([prefix, value]: readonly [string, string]): XmlAttribute {
  return prefix === ''
    ? { prefix: '', local: 'xmlns', uri: xmlnsNamespace, value }
    : { prefix: 'xmlns', local: prefix, uri: xmlnsNamespace, value };
}

function declaredPrefix(attribute: XmlAttribute): string {
  return attribute.prefix === '' ? '' : attribute.local;
}

function qualified({ prefix, local }: { readonly prefix: string; readonly local: string }): string {
  return prefix === '' ? local : `${prefix}:${local}`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function escapeText(text: string): string {
  return carried(text).replaceAll(/[&<>\r]/g, (character) => escapes[character] ?? character);
}

/** Tabs and line ends as references: a reader would turn them into spaces. */
function escapeAttribute(value: string): string {
  return carried(value).replaceAll(/[&<>"\t\n\r]/g, (character) => escapes[character] ?? character);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 cannot carry (production Char)
const uncarried = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

function carried(text: string): string {
  const found = uncarried.exec(text);
  if (found === null) return text;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new PowerVmError(
    'XML_MALFORMED',
    `the text to send holds the character U+${code}, which XML cannot carry: remove it and send again`,
  );
}
