import type { SriovAdapterSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { confirmLocation } from '../confirm/confirm-location.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import type { HostWork } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import type { AdapterMode } from './adapter-mode.ts';
import type { ChangeOptions } from './change-options.ts';
import { tellDryRun } from './tell-dry-run.ts';

export interface AdapterModeChange {
  readonly adapter: SriovAdapterSnapshot;
  readonly mode: AdapterMode;
}

/** Switches the adapter, waits until it is ready, and shows what it was and is. */
export async function setMode(
  { io }: CommandContext,
  work: HostWork,
  { adapter, mode }: AdapterModeChange,
  options: ChangeOptions,
): Promise<void> {
  const { screen, signal, host, hosts } = work;
  const { location } = adapter;
  const target = mode === 'Sriov' ? 'Sriov' : 'Dedicated';
  const { dryRun = false, yes = false } = options;
  const isDue = adapter.mode !== target;

  if (!dryRun && isDue) {
    if (mode === 'ForceDedicated') {
      const warning = `Adapter ${location} loses all of its logical ports, and their vNICs a path.`;
      await confirmLocation(io, { warning, location, yes }, signal);
    }
    await tellInterruption({
      signal,
      work: () => hosts.setAdapterMode(host, { adapter: location, mode }, signal),
      look: async (until) => {
        const { adapters } = (await work.read(until)).snapshot;
        const now = adapters.find((each) => each.location === location);
        return `adapter ${location} is in mode ${now?.mode ?? 'unknown'}, ${now?.state ?? 'gone'}`;
      },
    });
  }
  const rows = isDue ? [{ location, mode: adapter.mode, wanted: target }] : [];
  const empty = `adapter ${location} is in mode ${target} already`;
  await renderList(screen, { columns: modeColumns, rows, empty }, options);
  if (dryRun) tellDryRun(screen);
}

interface ModeRow {
  readonly location: string;
  readonly mode: string;
  readonly wanted: string;
}

const modeColumns: readonly Column<ModeRow>[] = [
  { name: 'location', value: ({ location }) => location },
  { name: 'mode', value: ({ mode }) => mode },
  { name: 'new_mode', value: ({ wanted }) => wanted },
];
