import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { confirmName } from '../confirm/confirm-name.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import { withProgress } from '../render/with-progress.ts';
import { selectPartition } from '../select/select-partition.ts';
import { hostCommand } from './console-command.ts';
import { tellDryRun } from './tell-dry-run.ts';

export function lparDeleteCommand(context: CommandContext) {
  return hostCommand('delete', 'delete a partition that was created here, with its vNICs')
    .argument('<partition>', 'name, id or UUID; it must not be activated')
    .option('--dry-run', 'say what would go and change nothing')
    .option('--yes', 'do not ask for its name')
    .action((wanted, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot, read }) => {
        const known = await snapshot();
        const { name, uuid } = selectPartition(known, wanted);
        const vnics = known.vnics.filter(({ partitionUuid }) => sameUuid(partitionUuid, uuid)).length;
        const goes = `partition ${name} with ${vnics} vNIC${vnics === 1 ? '' : 's'}`;
        if (options.dryRun === true) {
          screen.stdout.write(`${goes} would go\n`);
          return tellDryRun(screen);
        }
        const warning = `This deletes ${goes} and all that it is defined by.`;
        await confirmName(context.io, { warning, name, yes: options.yes === true }, signal);
        await withProgress(context.io, `deleting partition ${name}`, () =>
          tellInterruption({
            work: () => hosts.deletePartition(host, uuid, signal),
            look: async (until) => {
              const { partitions } = (await read(until)).snapshot;
              const isThere = partitions.some((partition) => sameUuid(partition.uuid, uuid));
              return `partition ${name} ${isThere ? 'is still there; delete it again to go on' : 'is gone'}`;
            },
            signal,
          }),
        );
        screen.stdout.write(`${goes} deleted\n`);
      }),
    );
}
