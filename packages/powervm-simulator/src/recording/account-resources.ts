import { availableMemory, availableProcessors } from '../platform/available-resources.ts';
import type { ManagedSystem } from '../platform/platform-state.ts';
import { descendantOf, type SimElement } from '../xml/sim-element.ts';
import { recordedValues } from './recorded-values.ts';

/** What the recorded figures have in use beyond the partitions of the twin stays in use, so that the figures read as recorded. */
export function accountResources(system: ManagedSystem, element: SimElement): void {
  const { memory, processors } = system;
  memory.unaccounted +=
    availableMemory(system) -
    recorded(
      element,
      'AssociatedSystemMemoryConfiguration',
      'CurrentAvailableSystemMemory',
      availableMemory(system),
    );
  processors.unaccounted +=
    availableProcessors(system) -
    recorded(
      element,
      'AssociatedSystemProcessorConfiguration',
      'CurrentAvailableSystemProcessorUnits',
      availableProcessors(system),
    );
}

function recorded(element: SimElement, part: string, name: string, otherwise: number): number {
  const found = descendantOf(element, part);
  return found === undefined ? otherwise : recordedValues(found).number(name, otherwise);
}
