import type { ManagementConsole } from '../../platform/platform-state.ts';
import { empty, leaf, links, part, type Row, schemaNode, type Table } from './document-table.ts';
import { machineTable } from './system-document.ts';

export interface ConsoleView {
  readonly console: ManagementConsole;
  readonly systems: readonly string[];
  /** NovaLinks reach each other by SSH keys; an HMC's document has none. */
  readonly isNovaLink: boolean;
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
  leaf('PublicSSHKey', 'ROO', ({ console, isNovaLink }) => (isNovaLink ? console.publicSshKey : undefined), {
    ksv: 'V1_3_0',
  }),
  authorizedKeys(),
];

/** Bare elements, without marks of their own, in the text of managementconsole_ssh.txt of pypowervm [R]. */
function authorizedKeys(): Row<ConsoleView> {
  const name = 'AuthorizedKeys';
  return {
    name,
    inner: [{ name: 'AuthorizedKey' }],
    render: ({ console, isNovaLink }, rendering) => {
      if (!isNovaLink) return [];
      const container = schemaNode(name, [], undefined, rendering, {
        ksv: 'V1_3_0',
        kxe: 'false',
        kb: 'ROO',
      });
      const keys = console.authorizedKeys.map((text) => ({ name: 'AuthorizedKey', text }));
      return [{ ...container, children: [...(container.children ?? []), ...keys] }];
    },
  };
}
