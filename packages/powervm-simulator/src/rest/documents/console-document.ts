import type { ManagementConsole } from '../../platform/platform-state.ts';
import { empty, leaf, links, part, type Table } from './document-table.ts';
import { machineTable } from './system-document.ts';

export interface ConsoleView {
  readonly console: ManagementConsole;
  readonly systems: readonly string[];
}

/** Order and marks from managementconsole.txt [R], which has an empty VersionInfo; what is in it from a published capture. */
export const consoleTable: Table<ConsoleView> = [
  part('MachineTypeModelAndSerialNumber', 'ROR', machineTable, ({ console }) => console.machine),
  empty('ManagedFrames', 'CUD'),
  links('ManagedSystems', 'CUD', ({ console, systems }) =>
    systems.map((system) => ['ManagementConsole', console.uuid, 'ManagedSystem', system]),
  ),
  leaf('ManagementConsoleName', 'CUR', ({ console }) => console.name),
  part(
    'VersionInfo',
    'ROR',
    [
      leaf('Release', 'CUD', ({ console }: ConsoleView) => console.level?.release),
      leaf('ServicePackName', 'CUD', ({ console }: ConsoleView) => console.level?.servicePack),
      leaf('Version', 'CUR', ({ console }: ConsoleView) => console.level?.version),
    ],
    (view) => view,
  ),
];
