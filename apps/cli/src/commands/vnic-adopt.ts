import type { Adoption } from '@powervm-sriov/compute-driver';
import { formatCapacity, formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { withProgress } from '../render/with-progress.ts';
import { selectPartition } from '../select/select-partition.ts';
import { selectVnic } from '../select/select-vnic.ts';
import { showCommand } from './console-command.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** Records for vNICs that somebody else made; the platform is only read. */
export function vnicAdoptCommand(context: CommandContext) {
  return showCommand('adopt', 'look after vNICs that others made, as they are now')
    .argument('[vnic...]', 'MAC address, virtual slot or UUID; default: all without a record')
    .option('-p, --lpar <partition>', 'name, id or UUID of their partition')
    .option('--dry-run', 'tell which could be adopted and write nothing')
    .action((wanted, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
        const known = await snapshot();
        const partition = options.lpar === undefined ? undefined : selectPartition(known, options.lpar).uuid;
        const macs =
          wanted.length === 0 ? undefined : wanted.map((each) => selectVnic(known, each, options.lpar).mac);
        const dryRun = options.dryRun === true;
        const adoptions = await withProgress(context.io, 'reading vNICs', () =>
          hosts.adoptVnics(host, { partition, macs, dryRun }, signal),
        );
        const rows = adoptions.map((adoption) => ({ adoption, known }));
        await renderList(screen, { columns, rows, empty: 'no vNIC is without a record' }, options);
        if (dryRun) tellDryRun(screen);
        if (adoptions.some(({ kind }) => kind === 'refused')) context.exit(exitCodes.refused);
      }),
    );
}

interface AdoptionRow {
  readonly adoption: Adoption;
  readonly known: HostSnapshot;
}

const columns: readonly Column<AdoptionRow>[] = [
  {
    name: 'outcome',
    value: ({ adoption }) => adoption.kind,
    tone: ({ adoption }) => (adoption.kind === 'refused' ? 'bad' : 'good'),
  },
  { name: 'partition', value: partitionName },
  { name: 'mac', value: ({ adoption }) => formatMacAddress(keyOf(adoption).mac) },
  { name: 'network', value: ({ adoption }) => recordOf(adoption)?.network },
  { name: 'vlan', value: ({ adoption }) => recordOf(adoption)?.vlan },
  { name: 'devices', value: ({ adoption }) => recordOf(adoption)?.shape.redundancy },
  {
    name: 'capacity',
    value: ({ adoption }) => {
      const capacity = recordOf(adoption)?.shape.capacity;
      return capacity === undefined ? undefined : formatCapacity(capacity);
    },
  },
  {
    name: 'reasons',
    value: ({ adoption }) => (adoption.kind === 'refused' ? adoption.reasons.join('; ') : undefined),
  },
];

function recordOf(adoption: Adoption) {
  return adoption.kind === 'refused' ? undefined : adoption.record;
}

function keyOf(adoption: Adoption) {
  return adoption.kind === 'refused' ? adoption : adoption.record;
}

function partitionName({ adoption, known }: AdoptionRow): string | undefined {
  const { partition } = keyOf(adoption);
  const found = known.partitions.find(({ uuid }) => partition !== undefined && sameUuid(uuid, partition));
  return found?.name ?? partition;
}
