import { childrenNamed, element, type XmlElement } from '../xml/xml-element.ts';

/** An element as the schema wants it when it is created: its level, and the empty Atom metadata first. */
export function emptySchemaElement(local: string, uri: string): XmlElement {
  const atom = element({ local: 'Atom', uri });
  const metadata = element({ local: 'Metadata', uri, children: [atom] });
  return element({ local, uri, attributes: { schemaVersion: 'V1_0' }, children: [metadata] });
}

/** The elements at the end of a path of names below an owner. */
export function elementsAt(owner: XmlElement, path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (level, name) => level.flatMap((each) => childrenNamed(each, name)),
    [owner],
  );
}
