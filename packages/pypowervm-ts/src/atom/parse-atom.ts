import { PowerVmError } from '../power-vm-error.ts';
import { atomNamespace } from '../xml/namespaces.ts';
import {
  attributeOf,
  childElements,
  childNamed,
  childrenNamed,
  textOf,
  type XmlElement,
} from '../xml/xml-element.ts';

/** One object as the server wraps it. */
export interface AtomEntry {
  readonly id: string;
  /** The type of the object, and the local name of its content: `ManagedSystem`, `HttpErrorResponse`. */
  readonly title: string;
  /** Where the object lives; it may name another host than the session's (reduce it before use). */
  readonly selfHref: string | undefined;
  readonly etag: string | undefined;
  /** The element named after the type. */
  readonly content: XmlElement;
}

export interface AtomFeed {
  readonly id: string;
  readonly selfHref: string | undefined;
  readonly entries: readonly AtomEntry[];
}

/** @throws PowerVmError DOCUMENT_UNEXPECTED when the document is no entry with one object in it */
export function parseEntry(root: XmlElement): AtomEntry {
  expectAtom(root, 'entry');
  const title = childText(root, 'title') ?? '';
  const holder = childNamed(root, 'content');
  const content = holder === undefined ? undefined : childElements(holder)[0];
  if (content === undefined) {
    throw unexpected(`an entry titled ${JSON.stringify(title)} has no content`);
  }
  return {
    id: childText(root, 'id') ?? '',
    title: title === '' ? content.local : title,
    selfHref: selfHref(root),
    etag: childText(root, 'etag'),
    content,
  };
}

/** @throws PowerVmError DOCUMENT_UNEXPECTED when the document is no feed of such entries */
export function parseFeed(root: XmlElement): AtomFeed {
  expectAtom(root, 'feed');
  return {
    id: childText(root, 'id') ?? '',
    selfHref: selfHref(root),
    entries: childrenNamed(root, 'entry').map(parseEntry),
  };
}

/**
 * Jobs carry a second SELF link that leads nowhere, `nulljobs/1376478617707` (recordings: job_response_*.txt), so only
 * a link with a REST path counts.
 */
function selfHref(of: XmlElement): string | undefined {
  return childrenNamed(of, 'link')
    .filter((link) => attributeOf(link, 'rel')?.toUpperCase() === 'SELF')
    .map((link) => attributeOf(link, 'href'))
    .find((href) => href?.includes('/rest/api/'));
}

function childText(of: XmlElement, local: string): string | undefined {
  const child = childNamed(of, local);
  return child === undefined ? undefined : textOf(child).trim();
}

function expectAtom(root: XmlElement, local: 'entry' | 'feed'): void {
  if (root.local === local && root.uri === atomNamespace) return;
  throw unexpected(`expected an Atom ${local}, got element ${JSON.stringify(root.local)}`);
}

function unexpected(what: string): PowerVmError {
  return new PowerVmError(
    'DOCUMENT_UNEXPECTED',
    `${what}: the server answered something other than this request asks for`,
  );
}
