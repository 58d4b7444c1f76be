import type { SriovAdapterSnapshot } from '@powervm-sriov/sriov-core';
import type { Column } from '../render/column.ts';

export const adapterColumns: readonly Column<SriovAdapterSnapshot>[] = [
  { name: 'location', value: ({ location }) => location },
  { name: 'adapter', value: ({ adapterId }) => adapterId },
  { name: 'mode', value: ({ mode }) => mode },
  {
    name: 'state',
    value: ({ state }) => state,
    tone: ({ mode, state }) => (state === 'Running' ? 'good' : mode === 'Sriov' ? 'bad' : 'dim'),
  },
  { name: 'ports', value: ({ ports }) => ports.length, detail: true },
  {
    name: 'logical_ports',
    value: ({ ports }) =>
      ports.length === 0
        ? undefined
        : ports.reduce((sum, { configuredLogicalPorts = 0 }) => sum + configuredLogicalPorts, 0),
  },
  { name: 'max_logical_ports', heading: 'max', value: ({ maximumLogicalPorts }) => maximumLogicalPorts },
  { name: 'personality', value: ({ personality }) => personality, detail: true },
  { name: 'drc_index', value: ({ drcIndex }) => drcIndex.toString(16).toUpperCase(), detail: true },
  { name: 'description', value: ({ description }) => description, detail: true },
];
