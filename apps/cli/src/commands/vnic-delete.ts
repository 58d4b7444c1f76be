import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { withHost } from '../connection/with-host.ts';
import { withProgress } from '../render/with-progress.ts';
import { selectVnic } from '../select/select-vnic.ts';
import { hostCommand } from './console-command.ts';
import { tellDryRun } from './tell-dry-run.ts';
import { vnicRow } from './vnic-columns.ts';

export function vnicDeleteCommand(context: CommandContext) {
  return hostCommand('delete', 'take a vNIC away from its partition')
    .argument('<vnic>', 'MAC address, virtual slot or UUID')
    .option('-p, --lpar <partition>', 'name, id or UUID of its partition')
    .option('--dry-run', 'say what would go and change nothing')
    .action((wanted, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot, read }) => {
        const known = await snapshot();
        const vnic = selectVnic(known, wanted, options.lpar);
        const owner = vnicRow(known, vnic).partition?.name ?? vnic.partitionUuid;
        const name = `vNIC ${formatMacAddress(vnic.mac)} of ${owner}`;
        if (options.dryRun === true) {
          const devices = vnic.devices.length;
          screen.stdout.write(`${name} with ${devices} backing device${devices === 1 ? '' : 's'} would go\n`);
          return tellDryRun(screen);
        }
        const request = { partition: vnic.partitionUuid, mac: vnic.mac };
        const { outcome } = await withProgress(context.io, `deleting ${name}`, () =>
          tellInterruption({
            work: () => hosts.unplugVnic(host, request, signal),
            look: async (until) => {
              const { vnics } = (await read(until)).snapshot;
              return vnics.some(({ mac }) => mac === vnic.mac)
                ? `${name} was not deleted`
                : `${name} is gone`;
            },
            signal,
          }),
        );
        screen.stdout.write(`${name} ${outcome === 'removed' ? 'deleted' : 'was gone already'}\n`);
      }),
    );
}
