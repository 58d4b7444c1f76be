import {
  type AtomEntry,
  type ConsolePath,
  childPath,
  PowerVmError,
  readEntry,
  readFeed,
  type Session,
  serializeXml,
  uomPath,
  type XmlElement,
} from '@powervm-sriov/pypowervm-ts';
import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { anonymizer } from './anonymize-recording.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface HostRecordingOptions {
  readonly system: SystemUuid;
  /** Serial numbers, host names and IP addresses give way to made-up ones, the same one everywhere. */
  readonly anonymize?: boolean;
}

/**
 * A host as its console describes it: the documents of the system, its VIOSes and partitions, their vNICs, logical
 * ports and client network adapters, in one XML text that the simulator boots. Reads only. Nothing secret is in it:
 * no session, no credential, not the console's address.
 */
export async function recordHost(
  session: Session,
  { system, anonymize = false }: HostRecordingOptions,
  signal: AbortSignal,
): Promise<string> {
  const documents = (await readDocuments(session, system, signal)).map(({ path, entries }) => ({
    path,
    entries: entries.map(({ id, content }) => ({ id, content: withoutSecrets(content) })),
  }));
  const rename = anonymize ? anonymizer(documents.flatMap(({ entries }) => entries)) : undefined;
  const recording: XmlElement = plain('HostRecording', { format: '1', console: session.traits.kind }, [
    ...documents.map(({ path, entries }) =>
      plain('Document', { path }, [
        ...entries.map(({ id, content }) =>
          plain('Entry', { id }, [rename === undefined ? content : rename(content)]),
        ),
      ]),
    ),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serializeXml(recording)}\n`;
}

interface ReadDocument {
  readonly path: ConsolePath;
  readonly entries: readonly Pick<AtomEntry, 'id' | 'content'>[];
}

async function readDocuments(
  session: Session,
  system: SystemUuid,
  signal: AbortSignal,
): Promise<readonly ReadDocument[]> {
  const feed = async (path: ConsolePath): Promise<ReadDocument> => ({
    path,
    entries: await readFeed(session, path, signal),
  });
  /** Not every console serves these, and a partition may have gone since it was listed. */
  const feedIfThere = (path: ConsolePath): Promise<ReadDocument> =>
    feed(path).catch((error: unknown) => {
      if (error instanceof PowerVmError && error.code === 'NOT_FOUND') return { path, entries: [] };
      throw error;
    });
  const systems = uomPath('ManagedSystem');
  const whole = childPath(systems, system);
  const [consoles, host, vioses, partitions, switches] = await Promise.all([
    feedIfThere(uomPath('ManagementConsole')),
    readEntry(session, whole, signal),
    feed(childPath(whole, 'VirtualIOServer')),
    feed(childPath(whole, 'LogicalPartition')),
    feedIfThere(childPath(whole, 'VirtualSwitch')),
  ]);
  const below = await Promise.all([
    ...vioses.entries.map(({ id }) =>
      feedIfThere(uomPath('VirtualIOServer', id, 'SRIOVEthernetLogicalPort')),
    ),
    ...partitions.entries.flatMap(({ id }) =>
      ['VirtualNICDedicated', 'SRIOVEthernetLogicalPort', 'ClientNetworkAdapter'].map((type) =>
        feedIfThere(uomPath('LogicalPartition', id, type)),
      ),
    ),
  ]);
  const documents = [consoles, { path: systems, entries: [host] }, vioses, partitions, switches, ...below];
  return documents.filter(({ entries }) => entries.length > 0);
}

/** An element of the recording itself, in no namespace; what it holds stands on lines of its own. */
function plain(
  local: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly XmlElement[],
): XmlElement {
  return {
    prefix: '',
    local,
    uri: '',
    attributes: Object.entries(attributes).map(([name, value]) => ({
      prefix: '',
      local: name,
      uri: '',
      value,
    })),
    children: ['\n', ...children.flatMap((child) => [child, '\n'])],
  };
}
