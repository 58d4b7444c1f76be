import type { AtomEntry } from '../atom/parse-atom.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { type ConsolePath, childPath, consolePath } from '../session/console-path.ts';
import type { XmlElement } from '../xml/xml-element.ts';

/** An object of the console: where it is, which version, the whole document, and what of it was understood. */
export interface Resource<Values, Uuid extends string = string> {
  readonly uuid: Uuid;
  readonly path: ConsolePath;
  readonly etag: string | undefined;
  readonly content: XmlElement;
  readonly values: Values;
}

interface ResourceKind<Values, Uuid extends string> {
  readonly table: { read(content: XmlElement): Values };
  readonly parseUuid: (text: string) => Uuid;
}

/** Its own href leads to it; without one, the collection that it was found in does. */
export function resourceOf<Values, Uuid extends string>(
  { table, parseUuid }: ResourceKind<Values, Uuid>,
  entry: AtomEntry,
  collection: ConsolePath,
): Resource<Values, Uuid> {
  const uuid = uuidOf(entry, parseUuid);
  return {
    uuid,
    path: entry.selfHref === undefined ? childPath(collection, uuid) : consolePath(entry.selfHref),
    etag: entry.etag,
    content: entry.content,
    values: table.read(entry.content),
  };
}

function uuidOf<Uuid extends string>({ id, title }: AtomEntry, parseUuid: (text: string) => Uuid): Uuid {
  try {
    return parseUuid(id);
  } catch (cause) {
    throw new PowerVmError(
      'DOCUMENT_UNEXPECTED',
      `The console answered a ${title} whose id ${JSON.stringify(id)} is no UUID`,
      {
        cause,
      },
    );
  }
}
