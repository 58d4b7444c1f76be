import { createHash } from 'node:crypto';
import type { XmlNode } from '../xml/write-xml.ts';
import { writeXml } from '../xml/write-xml.ts';

/* Atom documents as consoles write them (recordings). */

const namespaces = {
  uom: 'http://www.ibm.com/xmlns/systems/power/firmware/uom/mc/2012_10/',
  web: 'http://www.ibm.com/xmlns/systems/power/firmware/web/mc/2012_10/',
} as const;

const feedNamespaces = {
  xmlns: 'http://www.w3.org/2005/Atom',
  'xmlns:ns2': 'http://a9.com/-/spec/opensearch/1.1/',
  'xmlns:ns3': 'http://www.w3.org/1999/xhtml',
};

export type Service = keyof typeof namespaces;

export interface AtomEntry {
  readonly id: string;
  readonly service: Service;
  /** The element of the type; entry and element are named after it. */
  readonly content: XmlNode;
  readonly self?: string;
  readonly etag?: string;
}

export function writeEntry(entry: AtomEntry, nowMs: number): string {
  return writeXml({ ...entryNode(entry, nowMs), attributes: feedNamespaces });
}

export function writeFeed(
  feed: {
    readonly self: string;
    /** Feeds of chosen groups do not name their console (vnic_feed.txt and lpar.txt against sys_with_sriov.txt [R]). */
    readonly console?: string;
    readonly entries: readonly AtomEntry[];
  },
  nowMs: number,
): string {
  return writeXml({
    name: 'feed',
    attributes: feedNamespaces,
    children: [
      { name: 'id', text: feedId(feed.self) },
      { name: 'updated', text: new Date(nowMs).toISOString() },
      { name: 'link', attributes: { rel: 'SELF', href: feed.self } },
      ...(feed.console === undefined
        ? []
        : [{ name: 'link', attributes: { rel: 'MANAGEMENT_CONSOLE', href: feed.console } }]),
      { name: 'generator', text: generator },
      ...feed.entries.map((entry) => entryNode(entry, nowMs)),
    ],
  });
}

/** A document that is no Atom entry: the element alone, such as LogonResponse. */
export function writeElement(service: Service, content: XmlNode): string {
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return (
    declaration + writeXml({ ...content, attributes: { xmlns: namespaces[service], ...content.attributes } })
  );
}

const generator = 'IBM Power Systems Management Console';

function entryNode({ id, service, content, self, etag }: AtomEntry, nowMs: number): XmlNode {
  const type = content.name;
  return {
    name: 'entry',
    children: [
      { name: 'id', text: id },
      { name: 'title', text: type },
      { name: 'published', text: new Date(nowMs).toISOString() },
      ...(self === undefined ? [] : [{ name: 'link', attributes: { rel: 'SELF', href: self } }]),
      { name: 'author', children: [{ name: 'name', text: generator }] },
      ...(etag === undefined ? [] : [etagNode(etag)]),
      {
        name: 'content',
        attributes: { type: `application/vnd.ibm.powervm.${service}+xml; type=${type}` },
        children: [prefixed(type, service, content)],
      },
    ],
  };
}

/** The element is bound to its namespace twice: by a prefix equal to its name, and by default for what is in it. */
function prefixed(type: string, service: Service, content: XmlNode): XmlNode {
  const uri = namespaces[service];
  return {
    ...content,
    name: `${type}:${type}`,
    attributes: {
      [`xmlns:${type}`]: uri,
      xmlns: uri,
      'xmlns:ns2': 'http://www.w3.org/XML/1998/namespace/k2',
      ...content.attributes,
    },
  };
}

function etagNode(etag: string): XmlNode {
  return {
    name: 'etag:etag',
    attributes: { 'xmlns:etag': namespaces.uom, xmlns: namespaces.uom },
    text: etag,
  };
}

/** A feed keeps its id, as feeds of a console do. */
function feedId(self: string): string {
  const hex = createHash('sha256').update(new URL(self).pathname).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `3${hex.slice(13, 16)}`,
    `9${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
