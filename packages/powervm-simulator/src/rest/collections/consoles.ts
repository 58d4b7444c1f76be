import { authorizeKeys } from '../../platform/authorize-keys.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ManagedSystem } from '../../platform/platform-state.ts';
import { childOf, childrenOf, type SimElement } from '../../xml/sim-element.ts';
import { consoleTable } from '../documents/console-document.ts';
import { virtualSwitchTable } from '../documents/network-documents.ts';
import type { Collection } from '../resource.ts';
import { collectionOf } from './collection-of.ts';

/** `ManagementConsole`. */
export function consolesOf(platform: Platform): Collection {
  const { console, systems, settings } = platform.state;
  const isNovaLink = settings.personality === 'novalink';
  return collectionOf(
    {
      type: 'ManagementConsole',
      path: ['ManagementConsole'],
      table: consoleTable,
      subjects: () => [{ console, systems: systems.map(({ uuid }) => uuid), isNovaLink }],
      object: () => console,
    },
    isNovaLink ? { update: (_uuid, element) => authorizeKeys(platform, readKeys(element)) } : {},
  );
}

/** All keys that shall be authorised; a document without the list leaves them. */
function readKeys(element: SimElement): readonly string[] | undefined {
  const keys = childOf(element, 'AuthorizedKeys');
  return keys && childrenOf(keys, 'AuthorizedKey').map(({ text }) => text);
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
