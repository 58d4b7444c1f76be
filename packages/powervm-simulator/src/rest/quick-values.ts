import type { XmlNode } from '../xml/write-xml.ts';
import type { Rendering } from './documents/document-table.ts';
import type { Resource } from './resource.ts';

/** What `/quick/All` tells of an object: the texts of its own elements, with its UUID. */
export function quickValues(resource: Resource, rendering: Rendering): Readonly<Record<string, string>> {
  const node = resource.render(rendering);
  const texts = (node.children ?? []).filter(isText).map(({ name, text }) => [name, text]);
  const values = Object.fromEntries(texts) as Record<string, string>;
  const { ResourceMonitoringControlState: rmc } = values;
  // The one property that `quick` calls by another name, of those that clients ask for [?].
  return { UUID: resource.uuid, ...values, ...(rmc === undefined ? {} : { RMCState: rmc }) };
}

function isText(node: XmlNode): node is XmlNode & { readonly text: string } {
  return node.text !== undefined;
}
