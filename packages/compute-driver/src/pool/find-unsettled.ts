import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import type { ViewState } from '../host/host-view.ts';

/**
 * Why the room of a host cannot be told just now; undefined when it can. RMC of a VIOS comes up minutes after its boot,
 * and a card's firmware update takes it away for as long (sriov-rules, Partitions, consoles): room that is back in a
 * moment is not gone.
 */
export function findUnsettled({ snapshot, gap }: ViewState): string | undefined {
  if (gap !== undefined) return `what is known of the host has a gap (${gap})`;
  return findStartingVios(snapshot) ?? findStartingAdapter(snapshot);
}

function findStartingVios({ vioses }: HostSnapshot): string | undefined {
  const starting = vioses.find(
    ({ state, rmc, isManagementPartition }) =>
      startingStates.has(state) || (state === 'running' && rmc !== 'active' && !isManagementPartition),
  );
  return starting && `VIOS ${starting.name} is ${starting.state} with RMC ${starting.rmc}`;
}

const startingStates: ReadonlySet<string> = new Set(['starting', 'open firmware']);

function findStartingAdapter({ adapters }: HostSnapshot): string | undefined {
  const starting = adapters.find(({ state }) => state === 'Initializing');
  return starting && `adapter ${starting.location} is ${starting.state}`;
}
