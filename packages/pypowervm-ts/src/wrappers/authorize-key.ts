import { insertInOrder } from '../xml/insert-in-order.ts';
import { childNamed, element, withChildren, type XmlElement } from '../xml/xml-element.ts';
import { ManagementConsole } from './management-console.ts';
import { emptySchemaElement } from './schema-element.ts';

/** The console's document with one more authorized key; the same document when it has that key. */
export function authorizeKey(content: XmlElement, publicKey: string): XmlElement {
  if (ManagementConsole.read(content).authorizedKeys.keys.includes(publicKey)) return content;
  const { uri } = content;
  const holder = childNamed(content, 'AuthorizedKeys') ?? emptySchemaElement('AuthorizedKeys', uri);
  const added = element({ local: 'AuthorizedKey', uri, children: [publicKey] });
  const order = Object.values(ManagementConsole.properties).flatMap(({ places }) => places);
  return insertInOrder(content, withChildren(holder, [...holder.children, added]), order);
}
