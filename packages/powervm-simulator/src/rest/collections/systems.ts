import { changeSystem } from '../../platform/change-system.ts';
import { isMaster } from '../../platform/check-writable.ts';
import type { Platform } from '../../platform/platform.ts';
import { asSeen } from '../../platform/set-system-connection.ts';
import { systemTable } from '../documents/system-document.ts';
import type { Collection } from '../resource.ts';
import { collectionOf } from './collection-of.ts';
import { readSystemChange } from './read-system-change.ts';

/** `ManagedSystem`. */
export function systemsOf(platform: Platform): Collection {
  return collectionOf(
    {
      type: 'ManagedSystem',
      path: ['ManagedSystem'],
      table: systemTable,
      subjects: () =>
        platform.state.systems.map((system) => ({
          system: asSeen(system),
          consoleIsMaster: isMaster(platform, system),
        })),
      object: ({ system }) => system,
    },
    {
      update: (uuid, element) => {
        const system = platform.state.systems.find(
          (candidate) => candidate.uuid.toLowerCase() === uuid.toLowerCase(),
        );
        if (system !== undefined) changeSystem(platform, readSystemChange(system, element));
      },
    },
  );
}
