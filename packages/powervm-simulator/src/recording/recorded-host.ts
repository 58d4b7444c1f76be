import { childOf, childrenOf, type SimElement } from '../xml/sim-element.ts';
import { InvalidRecording } from './invalid-recording.ts';

/** One object of a recorded host: its UUID as the feed gave it, and its document. */
export type RecordedObject = { readonly uuid: string; readonly element: SimElement };

/** The documents of a whole host, by what they describe. */
export type RecordedHost = {
  readonly console: 'novalink' | 'hmc';
  readonly consoles: readonly RecordedObject[];
  readonly system: RecordedObject;
  readonly vioses: readonly RecordedObject[];
  readonly partitions: readonly RecordedObject[];
  readonly virtualSwitches: readonly RecordedObject[];
  /** What was recorded below a partition or VIOS; nothing when that was never read. */
  readonly below: (owner: string, type: string) => readonly RecordedObject[];
};

const rootName = 'HostRecording';
const format = '1';

export function isHostRecording(root: SimElement): boolean {
  return root.name === rootName;
}

/**
 * Sorts the documents of a host recording: `<HostRecording format console>` with one `<Document path>` for each
 * answer of the console, and in it one `<Entry id>` for each object.
 */
export function recordedHost(root: SimElement): RecordedHost {
  if (root.attributes.format !== format) {
    throw new InvalidRecording(
      `The host recording has format ${root.attributes.format ?? 'none'}, this simulator reads ${format}; record the host again.`,
    );
  }
  const documents = new Map(
    childrenOf(root, 'Document').map((document) => [
      keyOf(document.attributes.path ?? ''),
      entriesOf(document),
    ]),
  );
  const at = (...path: readonly string[]): readonly RecordedObject[] =>
    documents.get(path.join('/').toLowerCase()) ?? [];
  const [system, ...others] = at('ManagedSystem');
  if (system === undefined || others.length > 0) {
    throw new InvalidRecording(
      `The host recording has ${others.length + (system ? 1 : 0)} systems; it needs one.`,
    );
  }
  const ofSystem = (type: string): readonly RecordedObject[] => at('ManagedSystem', system.uuid, type);
  const vioses = ofSystem('VirtualIOServer');
  return {
    console: root.attributes.console === 'hmc' ? 'hmc' : 'novalink',
    consoles: at('ManagementConsole'),
    system,
    vioses,
    partitions: ofSystem('LogicalPartition'),
    virtualSwitches: ofSystem('VirtualSwitch'),
    below: (owner, type) => {
      const isVios = vioses.some(({ uuid }) => uuid.toLowerCase() === owner.toLowerCase());
      return at(isVios ? 'VirtualIOServer' : 'LogicalPartition', owner, type);
    },
  };
}

/** `/rest/api/uom/ManagedSystem/U/VirtualIOServer` by what follows the service. */
function keyOf(path: string): string {
  return path.replace(/^\/rest\/api\/uom\//, '').toLowerCase();
}

function entriesOf(document: SimElement): readonly RecordedObject[] {
  return childrenOf(document, 'Entry').flatMap((entry) => {
    const [element] = entry.children;
    return element === undefined ? [] : [{ uuid: entry.attributes.id ?? '', element }];
  });
}

/** The UUID at the end of an element's own href, or of the first link in it. */
export function linkedUuid(element: SimElement, name: string): string | undefined {
  const child = childOf(element, name);
  const href = child?.attributes.href ?? (child && childOf(child, 'link')?.attributes.href);
  return href?.split(/[?#]/)[0]?.split('/').at(-1);
}
