import type { PortLabelChange } from '@powervm-sriov/compute-driver';
import type { CommandContext } from '../command-context.ts';
import { confirmLocation } from '../confirm/confirm-location.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import type { HostWork } from '../connection/with-host.ts';
import { renderList } from '../render/render-list.ts';
import type { ChangeOptions } from './change-options.ts';
import { compareLabels, labelColumns } from './label-row.ts';
import { tellDryRun } from './tell-dry-run.ts';

/** Gives ports their labels, all of them or none, and shows those that had another one. */
export async function setLabels(
  { io }: CommandContext,
  work: HostWork,
  labels: readonly PortLabelChange[],
  options: ChangeOptions,
): Promise<void> {
  const { screen, signal, host, hosts } = work;
  const { force = false, dryRun = false, yes = false } = options;
  const rows = await compareLabels(await work.snapshot(), labels);

  if (!dryRun && rows.length > 0) {
    for (const { port: location, was, vnics } of force ? rows.filter((row) => row.vnics.length > 0) : []) {
      const users = vnics.length === 1 ? '1 vNIC uses' : `${vnics.length} vNICs use`;
      const warning = `${users} port ${location} and would leave network '${was || 'default'}'; pvm-sriov pport show ${location} names them.`;
      await confirmLocation(io, { warning, location, yes }, signal);
    }
    await tellInterruption({
      signal,
      work: () => hosts.labelPorts(host, { labels, force }, signal),
      look: async (until) => {
        const changes = await compareLabels((await work.read(until)).snapshot, labels);
        return changes.length === 0 ? 'the labels had been sent, and are set' : 'no label was changed';
      },
    });
  }
  await renderList(screen, { columns: labelColumns, rows, empty: 'the labels are there already' }, options);
  if (dryRun) tellDryRun(screen);
}
