import type { ManagedSystem, PlatformState, SriovAdapter } from '../platform/platform-state.ts';
import { buildState, type Personality } from '../world/build-state.ts';
import { worldSchema } from '../world/world-schema.ts';
import { childrenOf, descendantOf, type SimElement } from '../xml/sim-element.ts';
import { InvalidRecording } from './invalid-recording.ts';
import { overlayRecordedSystem } from './overlay-recorded-system.ts';
import { readRecordedAdapter } from './read-recorded-adapter.ts';
import { recordedValues } from './recorded-values.ts';

/** The state of a console with the recorded system, its cards and ports; what is below it is as given. */
export function bootSystem(
  element: SimElement,
  { personality, given }: { readonly personality: Personality; readonly given: object },
): { readonly state: PlatformState; readonly system: ManagedSystem } {
  const adapters = readAdapters(element);
  const { text } = recordedValues(element);
  const name = text('SystemName');
  const world = worldSchema.parse({
    name: `recorded ${name}`,
    systems: [{ name, machine: machineText(element), ...given }],
  });
  const state = buildState(world, { personality });
  const [system] = state.systems;
  if (system === undefined) throw new RangeError('a world has at least one system');
  overlayRecordedSystem(system, element);
  system.adapters = adapters;
  return { state, system };
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
