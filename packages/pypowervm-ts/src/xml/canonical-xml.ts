import { isDeclaration, isElement, type XmlElement } from './xml-element.ts';

/**
 * A text that two elements share exactly when they mean the same: names by namespace instead of prefix, attributes
 * sorted, declarations left out. Text counts as it stands, white space too. For comparing, not for sending.
 */
export function canonicalXml(element: XmlElement): string {
  const parts: string[] = [];
  write(element, parts);
  return parts.join('');
}

function write(element: XmlElement, parts: string[]): void {
  parts.push('<', expanded(element));
  const attributes = element.attributes
    .filter((each) => !isDeclaration(each))
    .map((each) => ` ${expanded(each)}=${JSON.stringify(each.value)}`);
  parts.push(...attributes.sort(), '>');
  for (const child of element.children) {
    if (isElement(child)) write(child, parts);
    else parts.push(child.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  }
  parts.push('</>');
}

function expanded({ uri, local }: { readonly uri: string; readonly local: string }): string {
  return uri === '' ? local : `{${uri}}${local}`;
}
