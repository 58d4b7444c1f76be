import type { XmlElement, XmlNode } from '@powervm-sriov/pypowervm-ts';

export interface DocumentRewrite {
  /** What stands instead of a text, or of an attribute's value. */
  readonly value: (value: string, at: { readonly element: XmlElement; readonly isText: boolean }) => string;
  /** Elements for which this is false are left out with all that is in them. */
  readonly keeps?: (element: XmlElement) => boolean;
}

/** The same document with other values; namespaces, names and order stay. */
export function rewriteDocument(element: XmlElement, rewrite: DocumentRewrite): XmlElement {
  const { value, keeps = () => true } = rewrite;
  return {
    ...element,
    attributes: element.attributes.map((attribute) => {
      const isDeclaration = attribute.local === 'xmlns' || attribute.prefix === 'xmlns';
      return isDeclaration
        ? attribute
        : { ...attribute, value: value(attribute.value, { element, isText: false }) };
    }),
    children: element.children.flatMap((child): readonly XmlNode[] => {
      if (typeof child === 'string') return [value(child, { element, isText: true })];
      return keeps(child) ? [rewriteDocument(child, rewrite)] : [];
    }),
  };
}
