import { isElement, withChildren, type XmlElement } from './xml-element.ts';

/**
 * Puts a child at the place that the schema gives it: instead of the first child of its name, else right behind the
 * last child that the schema puts earlier (`Metadata` comes before everything). Elements that `order` does not name
 * keep their places; newer schemas add theirs at the end, so nothing known is put behind them without need.
 */
export function insertInOrder(parent: XmlElement, child: XmlElement, order: readonly string[]): XmlElement {
  const { children } = parent;
  const same = children.findIndex((each) => isElement(each) && each.local === child.local);
  if (same >= 0) return withChildren(parent, children.with(same, child));
  const place = children.findLastIndex((each) => isElement(each) && comesBefore(each, child, order)) + 1;
  return withChildren(parent, children.toSpliced(place, 0, child));
}

function comesBefore(each: XmlElement, child: XmlElement, order: readonly string[]): boolean {
  if (each.local === 'Metadata') return true;
  const rank = order.indexOf(each.local);
  return rank >= 0 && rank < order.indexOf(child.local);
}
