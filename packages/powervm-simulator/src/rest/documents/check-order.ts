import type { SimElement } from '../../xml/sim-element.ts';
import type { Shape } from './document-table.ts';

/**
 * Why this element is not in the order of its schema, at any depth; undefined when it is. A real console refuses such
 * a document (powervm-rest.md: the order inside a type is fixed).
 */
export function checkOrder(
  element: SimElement,
  shapes: readonly Shape[],
  unknownElements: 'tolerated' | 'refused',
): string | undefined {
  let furthest = -1;
  for (const child of element.children) {
    if (child.name === 'Metadata') continue;
    const at = shapes.findIndex((shape) => shape.name === child.name);
    const shape = shapes[at];
    if (shape === undefined) {
      if (unknownElements === 'refused') return `${child.name} is not an element of ${element.name}`;
      continue;
    }
    if (at < furthest) return `${child.name} must come before ${shapes[furthest]?.name} in ${element.name}`;
    furthest = at;
    const problem = shape.inner && checkOrder(child, shape.inner, unknownElements);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
