import { readFile } from 'node:fs/promises';
import type { PlatformState, SriovAdapter } from '../platform/platform-state.ts';
import { buildState, type Personality } from '../world/build-state.ts';
import { worldSchema } from '../world/world-schema.ts';
import { readXml } from '../xml/read-xml.ts';
import { childrenOf, descendantOf, type SimElement } from '../xml/sim-element.ts';
import { InvalidRecording } from './invalid-recording.ts';
import { overlayRecordedSystem, recordedMaster } from './overlay-recorded-system.ts';
import { readRecordedAdapter } from './read-recorded-adapter.ts';
import { recordedBody } from './recorded-body.ts';
import { recordedNotes } from './recorded-notes.ts';
import { recordedValues } from './recorded-values.ts';

export type BootedRecording = {
  readonly state: PlatformState;
  /** What in this host was never recorded, one sentence each, for people. */
  readonly notes: readonly string[];
};

/** A digital twin of the host in a file: a recorded ManagedSystem answer, or its bare XML. */
export async function bootRecordingFile(
  file: string,
  options: { readonly personality?: Personality; readonly signal?: AbortSignal } = {},
): Promise<BootedRecording> {
  const { signal } = options;
  const text = await readFile(file, { encoding: 'utf8', signal }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new InvalidRecording(`The recording ${file} cannot be read; name a readable file.`, { cause });
  });
  return bootRecording(text, options);
}

/** The document knows neither VIOS nor partition: the twin invents two and one, and says so. */
export function bootRecording(
  text: string,
  options: { readonly personality?: Personality } = {},
): BootedRecording {
  const element = managedSystemIn(readXml(recordedBody(text)));
  const adapters = readAdapters(element);
  const { text: read } = recordedValues(element);
  const world = worldSchema.parse({
    name: `recorded ${read('SystemName')}`,
    systems: [
      {
        name: read('SystemName'),
        machine: machineText(element),
        vioses: [{ name: 'vios1' }, { name: 'vios2' }],
        partitions: [{ name: 'lpar1' }],
      },
    ],
  });
  const master = recordedMaster(element);
  const state = buildState(world, { personality: options.personality ?? master ?? 'novalink' });
  const [system] = state.systems;
  if (system === undefined) throw new RangeError('a world has at least one system');
  overlayRecordedSystem(system, element);
  system.adapters = adapters;
  return { state, notes: recordedNotes(system, element) };
}

/** In a feed, in an entry, or bare. */
function managedSystemIn(root: SimElement): SimElement {
  const system = firstNamed(root, 'ManagedSystem');
  if (system === undefined) {
    throw new InvalidRecording(`The document holds no ManagedSystem: its root is ${root.name}.`);
  }
  return system;
}

function firstNamed(element: SimElement, name: string): SimElement | undefined {
  if (element.name === name) return element;
  for (const child of element.children) {
    const found = firstNamed(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readAdapters(system: SimElement): SriovAdapter[] {
  const list = descendantOf(system, 'AssociatedSystemIOConfiguration', 'SRIOVAdapters');
  const elements = (list === undefined ? [] : childrenOf(list, 'IOAdapterChoice')).flatMap((choice) =>
    childrenOf(choice, 'SRIOVAdapter'),
  );
  if (elements.length === 0) {
    throw new InvalidRecording('The recorded ManagedSystem holds no SR-IOV adapter.');
  }
  const adapters: SriovAdapter[] = [];
  for (const element of elements) adapters.push(readRecordedAdapter(element, adapters));
  return adapters;
}

function machineText(system: SimElement): string {
  const machine = descendantOf(system, 'MachineTypeModelAndSerialNumber');
  if (machine === undefined) throw new InvalidRecording('The recorded ManagedSystem tells no machine type.');
  const { text } = recordedValues(machine);
  return `${text('MachineType')}-${text('Model')}*${text('SerialNumber')}`;
}
