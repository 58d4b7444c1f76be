/** What {@link writeXml} writes; `name` may carry a prefix that an attribute of this or an outer node declares. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  /** A node has text or children, never both. */
  readonly text?: string;
  readonly children?: readonly XmlNode[];
}

export function writeXml(node: XmlNode, indent = ''): string {
  const attributes = Object.entries(node.attributes ?? {})
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
  const start = `${indent}<${node.name}${attributes}`;
  if (node.text !== undefined && node.text !== '')
    return `${start}>${escapeText(node.text)}</${node.name}>\n`;
  if (node.children === undefined || node.children.length === 0) return `${start}/>\n`;
  const inside = node.children.map((child) => writeXml(child, `${indent}    `)).join('');
  return `${start}>\n${inside}${indent}</${node.name}>\n`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these characters
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeText(text: string): string {
  return text
    .replaceAll(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');
}
