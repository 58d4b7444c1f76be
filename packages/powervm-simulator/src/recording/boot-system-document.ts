import type { Personality } from '../world/build-state.ts';
import type { SimElement } from '../xml/sim-element.ts';
import { accountResources } from './account-resources.ts';
import { bootSystem } from './boot-system.ts';
import type { BootedRecording } from './booted-recording.ts';
import { InvalidRecording } from './invalid-recording.ts';
import { recordedMaster } from './overlay-recorded-system.ts';
import { recordedNotes } from './recorded-notes.ts';

/** A ManagedSystem document knows neither VIOS nor partition: the twin invents two and one, grants vNICs, and says so. */
export function bootSystemDocument(
  root: SimElement,
  options: { readonly personality?: Personality } = {},
): BootedRecording {
  const element = managedSystemIn(root);
  const { state, system } = bootSystem(element, {
    personality: options.personality ?? recordedMaster(element) ?? 'novalink',
    given: { vioses: [{ name: 'vios1' }, { name: 'vios2' }], partitions: [{ name: 'lpar1' }] },
  });
  accountResources(system, element);
  const notes = recordedNotes(system, element);
  system.capabilities = {
    ...system.capabilities,
    VirtualNICDedicatedSRIOVCapable: 'true',
    VirtualNICFailOverCapable: 'true',
  };
  return { state, notes };
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
