import type { Rendering } from './documents/document-table.ts';
import { quickValues } from './quick-values.ts';
import type { Resource } from './resource.ts';
import { RestRefusal } from './rest-refusal.ts';

/** `(PartitionName=='lpar1')`, or with `!=`: one comparison with the text of an own element, quotes optional. */
export function searchResources(
  resources: readonly Resource[],
  expression: string,
  rendering: Rendering,
): readonly Resource[] {
  const match = /^\((\w+)\s*(==|!=)\s*(?:'(.*)'|"(.*)"|(.*))\)$/.exec(expression);
  if (match === null) throw new RestRefusal(400, `Search ${JSON.stringify(expression)} is not (KEY==VALUE).`);
  const [, key = '', operator] = match;
  const wanted = match[3] ?? match[4] ?? match[5];
  return resources.filter(
    (resource) => (quickValues(resource, rendering)[key] === wanted) === (operator === '=='),
  );
}
