import { isElement, withChildren, type XmlElement, type XmlNode } from '../xml/xml-element.ts';
import type { ChangesOf, ElementTable, PropertyTable, ValuesOf } from './define-element.ts';

/**
 * Changes every element of a table that `matches`, wherever it stands in the document; all the rest stays the same, to
 * the object. Answers how many there were: none is for the caller to judge.
 */
export function changeMatching<Properties extends PropertyTable>(
  document: XmlElement,
  given: {
    readonly table: ElementTable<Properties>;
    readonly matches: (values: ValuesOf<Properties>) => boolean;
    readonly change: ChangesOf<Properties>;
  },
): { readonly document: XmlElement; readonly changed: number } {
  const { table, matches, change } = given;
  let changed = 0;

  const visit = (node: XmlNode): XmlNode => {
    if (!isElement(node)) return node;
    if (isOf(table, node) && matches(table.read(node))) {
      changed += 1;
      return table.change(node, change);
    }
    const children = node.children.map(visit);
    return children.some((child, index) => child !== node.children[index])
      ? withChildren(node, children)
      : node;
  };

  const result = visit(document);
  return { document: isElement(result) ? result : document, changed };
}

function isOf(table: ElementTable<PropertyTable>, node: XmlElement): boolean {
  return node.uri === table.namespace && table.names.includes(node.local);
}
