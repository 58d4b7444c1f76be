import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import { selectPartition } from '../select/select-partition.ts';
import { showCommand } from './console-command.ts';
import { renderPlan } from './render-plan.ts';
import { addVnicOptions, vnicRequest } from './vnic-request.ts';

/** What `vnic create` would do; nothing is sent. */
export function vnicPlanCommand(context: CommandContext) {
  return addVnicOptions(showCommand('plan', 'which ports and VIOSes a new vNIC would get; changes nothing'))
    .option('--explain', 'why these, and why not the others')
    .action((options) =>
      withHost(context, options, async ({ hosts, host, screen, signal, snapshot }) => {
        const known = await snapshot();
        const partition = selectPartition(known, options.lpar);
        const plan = await hosts.planVnic(host, vnicRequest(options, known), signal);
        const view = {
          plan,
          partition: partition.name,
          explain: options.explain === true,
          refusals: screen.stdout,
        };
        await renderPlan(screen, view, options);
        if (!plan.feasible) context.exit(exitCodes.refused);
      }),
    );
}
