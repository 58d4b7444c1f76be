import { Argument } from '@commander-js/extra-typings';
import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { confirmName } from '../confirm/confirm-name.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import { withProgress } from '../render/with-progress.ts';
import { selectPartition } from '../select/select-partition.ts';
import { hostCommand } from './console-command.ts';
import { tellDryRun } from './tell-dry-run.ts';

export function lparPowerCommand(context: CommandContext) {
  return hostCommand('power', 'activate a partition, or shut it down')
    .argument('<partition>', 'name, id or UUID')
    .addArgument(new Argument('<state>', 'off asks its operating system').choices(['on', 'off'] as const))
    .option('--immediate', 'off without asking: what its system has not written is lost')
    .option('--dry-run', 'say what would be done and do nothing')
    .option('--yes', 'do not ask for its name')
    .action((wanted, state, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot, read }) => {
        const { name, uuid, state: before } = selectPartition(await snapshot(), wanted);
        const how = options.immediate === true ? 'immediate' : 'os-shutdown';
        if (options.dryRun === true) {
          const act = state === 'on' ? 'activated' : how === 'immediate' ? 'stopped at once' : 'shut down';
          screen.stdout.write(`partition ${name}, which is '${before}', would be ${act}\n`);
          return tellDryRun(screen);
        }
        if (state === 'off' && how === 'immediate' && before !== 'not activated') {
          const warning = `This stops partition ${name} at once: what its system has not written is lost.`;
          await confirmName(context.io, { warning, name, yes: options.yes === true }, signal);
        }
        const doing = `powering partition ${name} ${state}`;
        await withProgress(context.io, doing, () =>
          tellInterruption({
            work: () =>
              state === 'on'
                ? hosts.powerOn(host, uuid, signal)
                : hosts.powerOff(host, { partition: uuid, how }, signal),
            look: async (until) => {
              const { partitions } = (await read(until)).snapshot;
              const now = partitions.find((partition) => sameUuid(partition.uuid, uuid));
              return `partition ${name} is '${now?.state ?? 'gone'}'`;
            },
            signal,
          }),
        );
        const now = selectPartition(await snapshot(), uuid);
        screen.stdout.write(`partition ${name} is '${now.state}'${before === now.state ? ' already' : ''}\n`);
      }),
    );
}
