import type { Platform } from '../../platform/platform.ts';
import type { ManagedSystem } from '../../platform/platform-state.ts';
import { consoleTable } from '../documents/console-document.ts';
import { virtualSwitchTable } from '../documents/network-documents.ts';
import type { Collection } from '../resource.ts';
import { collectionOf } from './collection-of.ts';

/** `ManagementConsole`. */
export function consolesOf({ state }: Platform): Collection {
  return collectionOf({
    type: 'ManagementConsole',
    path: ['ManagementConsole'],
    table: consoleTable,
    subjects: () => [{ console: state.console, systems: state.systems.map(({ uuid }) => uuid) }],
    object: ({ console }) => console,
  });
}

/** `ManagedSystem/U/VirtualSwitch`. */
export function virtualSwitchesOf({
  system,
  path,
}: {
  system: ManagedSystem;
  path: readonly string[];
}): Collection {
  return collectionOf({
    type: 'VirtualSwitch',
    path,
    table: virtualSwitchTable,
    subjects: () => system.virtualSwitches.map((virtualSwitch) => ({ virtualSwitch })),
    object: ({ virtualSwitch }) => virtualSwitch,
  });
}
