import { Command } from '@commander-js/extra-typings';
import type { ManagedHosts, Orphan } from '@powervm-sriov/compute-driver';
import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PartitionSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { confirmName } from '../confirm/confirm-name.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { withProgress } from '../render/with-progress.ts';
import { selectOne } from '../select/select-one.ts';
import { hostCommand, showCommand } from './console-command.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** vNICs that nobody wants any more, and records of nothing. */
export function orphanCommand(context: CommandContext) {
  return new Command('orphan').addCommand(listCommand(context)).addCommand(deleteCommand(context));
}

function listCommand(context: CommandContext) {
  return showCommand('list', 'what has lost its other half; changes nothing').action((options) =>
    withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
      const { system, partitions } = await snapshot();
      const known = [...partitions, ...(await recordedPartitions(hosts, signal))];
      const rows = (await hosts.findOrphans(host, signal)).map((orphan) => ({ orphan, known }));
      const empty = `no orphans on system ${system.name}`;
      await renderList(screen, { columns, rows, empty }, options);
    }),
  );
}

function deleteCommand(context: CommandContext) {
  return hostCommand('delete', 'delete one orphan: the vNIC, or the record of it')
    .argument('<orphan>', 'its MAC address')
    .option('-p, --lpar <partition>', 'name or UUID of its partition, where several have that MAC address')
    .option('--dry-run', 'say what would go and change nothing')
    .option('--yes', 'do not ask for its MAC address')
    .action((wanted, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
        const { partitions } = await snapshot();
        const known = [...partitions, ...(await recordedPartitions(hosts, signal))];
        const orphans = await hosts.findOrphans(host, signal);
        const orphan = selectOrphan(orphans, known, { wanted, lpar: options.lpar });
        const name = formatMacAddress(orphan.mac);
        const goes = orphan.kind.startsWith('vnic') ? `vNIC ${name}` : `the record of vNIC ${name}`;
        const what = `${goes} of ${partitionName({ orphan, known })}`;
        if (options.dryRun === true) {
          screen.stdout.write(`${what} would go: ${orphan.why}\n`);
          return tellDryRun(screen);
        }
        const warning = `This deletes ${what}: ${orphan.why}.`;
        await confirmName(context.io, { warning, name, yes: options.yes === true }, signal);
        await withProgress(context.io, `deleting ${what}`, () =>
          tellInterruption({
            work: () => hosts.deleteOrphan(host, orphan, signal),
            look: async (until) => {
              const left = await hosts.findOrphans(host, until);
              return left.some(({ mac }) => mac === orphan.mac)
                ? `${what} was not deleted`
                : `${what} is gone`;
            },
            signal,
          }),
        );
        screen.stdout.write(`${what} deleted\n`);
      }),
    );
}

type NamedPartition = Pick<PartitionSnapshot, 'uuid' | 'name'>;

interface OrphanRow {
  readonly orphan: Orphan;
  readonly known: readonly NamedPartition[];
}

const columns: readonly Column<OrphanRow>[] = [
  { name: 'partition', value: partitionName },
  { name: 'mac', value: ({ orphan }) => formatMacAddress(orphan.mac) },
  { name: 'kind', value: ({ orphan }) => orphan.kind },
  { name: 'why', value: ({ orphan }) => orphan.why },
];

function partitionName({ orphan, known }: OrphanRow): string {
  const found = known.find(({ uuid }) => sameUuid(uuid, orphan.partition));
  return found?.name ?? orphan.partition;
}

/** An orphan may be of a partition that is gone, and of which only the record tells the name. */
async function recordedPartitions(
  hosts: ManagedHosts,
  signal: AbortSignal,
): Promise<readonly NamedPartition[]> {
  const created = await hosts.listCreated(signal);
  return created.map(({ partition, spec }) => ({ uuid: partition, name: spec.name }));
}

function selectOrphan(
  orphans: readonly Orphan[],
  known: OrphanRow['known'],
  { wanted, lpar }: { readonly wanted: string; readonly lpar: string | undefined },
): Orphan {
  const digits = wanted.replaceAll(/[:-]/g, '').toUpperCase();
  const isThere = (orphan: Orphan): boolean =>
    lpar === undefined ||
    partitionName({ orphan, known }) === lpar ||
    sameUuid<string>(orphan.partition, lpar);
  return selectOne({
    kind: 'orphan',
    wanted,
    items: orphans.filter(isThere),
    ways: [({ mac }) => mac === digits],
    name: (orphan) => `${formatMacAddress(orphan.mac)} (${partitionName({ orphan, known })})`,
  });
}
