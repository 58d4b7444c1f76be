import type { HostExamination } from '@powervm-sriov/compute-driver';

/** What a host is and has, before its findings; what its console does not tell, and where to look for it. */
export function describeExamined({
  console,
  firmwareLevel,
  snapshot,
  viosLevels,
}: HostExamination): readonly string[] {
  const { system, adapters, vioses, partitions, vnics } = snapshot;
  const { name, elsewhere } = consoles[console.kind];
  return [
    `System ${system.name} behind ${name}, ${console.level ?? 'level not told'}, API ${console.schemaVersion}`,
    `  ${capabilities(system)}, this console is ${system.consoleIsMaster ? '' : 'not '}its master`,
    `  firmware: ${firmwareLevel ?? `not told here; ${elsewhere.firmware(system.name)} shows it`}`,
    ...vioses.map((vios) => `  VIOS ${vios.name}: ${levelOf(vios, viosLevels)}, ${capabilities(vios)}`),
    `  adapters: ${adapters.length}, VIOSes: ${vioses.length}, partitions: ${partitions.length}, vNICs: ${vnics.length}`,
    `  rights: reads are allowed; for changes see ${elsewhere.rights}`,
  ];
}

/** No document known to recordings or pypowervm has a user's rights, and only those of new schemas have the firmware. */
const consoles = {
  hmc: {
    name: 'an HMC',
    elsewhere: {
      firmware: (system: string) => `lslic -m ${system} -t sys`,
      rights: 'lshmcusr on the HMC',
    },
  },
  novalink: {
    name: 'NovaLink',
    elsewhere: { firmware: () => 'lsmcode in its partition', rights: 'group pvm_admin in its partition' },
  },
} as const;

type Examined = Pick<HostExamination, 'viosLevels'> & Pick<HostExamination['snapshot'], 'vioses'>;

function levelOf({ name }: Examined['vioses'][number], levels: Examined['viosLevels']): string {
  return levels.find(({ vios }) => vios === name)?.level ?? 'level not told';
}

function capabilities(of: { readonly vnicCapable: boolean; readonly vnicFailoverCapable: boolean }): string {
  return `vNICs: ${yesNo(of.vnicCapable)}, failover: ${yesNo(of.vnicFailoverCapable)}`;
}

function yesNo(capable: boolean): string {
  return capable ? 'yes' : 'no';
}
