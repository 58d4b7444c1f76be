import type { LabelDifference, PortLabelChange } from '@powervm-sriov/compute-driver';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import { CommandError } from '../command-error.ts';
import type { Column } from '../render/column.ts';

/** The ports whose label is another one. @throws CommandError UNKNOWN naming all the ports that the host does not have. */
export async function compareLabels(
  host: HostSnapshot,
  labels: readonly PortLabelChange[],
): Promise<readonly LabelDifference[]> {
  // With it come the client and its libraries, which a command line that is only read can do without.
  const { diffLabels } = await import('@powervm-sriov/compute-driver');
  const { changes, unknown } = diffLabels(host, labels);
  if (unknown.length === 0) return changes;
  throw new CommandError(
    'UNKNOWN',
    `system ${host.system.name} has no SR-IOV port ${unknown.join(', ')}`,
    'its adapter may be in mode Dedicated, or not Running: pvm-sriov adapter list',
  );
}

export const labelColumns: readonly Column<LabelDifference>[] = [
  { name: 'location', value: ({ port }) => port },
  { name: 'label', value: ({ was }) => was },
  { name: 'new_label', value: ({ label }) => label },
  {
    name: 'vnics',
    value: ({ vnics }) => vnics.length,
    tone: ({ vnics }) => (vnics.length > 0 ? 'bad' : undefined),
  },
];
