import { insertInOrder } from '../xml/insert-in-order.ts';
import { attributeOf, childNamed, childrenNamed, element, type XmlElement } from '../xml/xml-element.ts';
import { type Property, refuseWrite } from './property.ts';
import { elementsAt } from './schema-element.ts';

/**
 * A reference: an `href` on the element itself, or on a `link` inside it. Recordings have both; a reference that is there
 * keeps its form, a new one gets the form given.
 */
export function reference(
  name: string,
  form: 'attribute' | 'link' = 'attribute',
): Property<string | undefined, string> {
  return {
    places: [name],
    find: (owner) => childrenNamed(owner, name),
    read(owner) {
      const found = childNamed(owner, name);
      return found === undefined ? undefined : hrefOf(found);
    },
    write(owner, href, order) {
      const found = childNamed(owner, name) ?? element({ local: name, uri: owner.uri });
      const link = childNamed(found, 'link');
      if (link === undefined && form === 'attribute')
        return insertInOrder(owner, withHref(found, href), order);
      const changed = withHref(link ?? element({ local: 'link', uri: owner.uri }), href);
      return insertInOrder(owner, insertInOrder(found, changed, ['link']), order);
    },
  };
}

/** All the links inside one element. */
export function references(name: string): Property<readonly string[], never> {
  const find = (owner: XmlElement): readonly XmlElement[] => elementsAt(owner, [name, 'link']);
  return {
    places: [name],
    find,
    read: (owner) => Object.freeze(find(owner).flatMap((each) => attributeOf(each, 'href') ?? [])),
    write: refuseWrite,
  };
}

function hrefOf(found: XmlElement): string | undefined {
  const link = childNamed(found, 'link');
  return attributeOf(found, 'href') ?? (link === undefined ? undefined : attributeOf(link, 'href'));
}

function withHref(of: XmlElement, href: string): XmlElement {
  if (attributeOf(of, 'href') === undefined) {
    const added = element({ local: of.local, uri: of.uri, attributes: { href, rel: 'related' } });
    return { ...of, attributes: [...of.attributes, ...added.attributes] };
  }
  const attributes = of.attributes.map((each) =>
    each.local === 'href' && each.uri === '' ? { ...each, value: href } : each,
  );
  return { ...of, attributes };
}
