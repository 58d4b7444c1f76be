import { parseWorld } from '@powervm-sriov/powervm-simulator';

/** Two systems of one console, like the shipped world `pair`, with a third card each: a lost one can be done without. */
export const killWorld = parseWorld(
  `
name: kills
personality: hmc
switches: { backingDeviceChange: cli, rmcDelayMs: 0 }
systems:
  - name: left
    machine: 9009-42A*78AAAA1
    unit: U78D3.001.WZS0001
    adapters: [{ preset: roce-2-port, count: 3, slot: P1-C8, label: prod_net }]
    vioses: [{ name: left-vios1 }, { name: left-vios2 }]
    partitions: [{ name: guest, count: 3 }]
  - name: right
    machine: 9009-42A*78BBBB2
    unit: U78D3.001.WZS0002
    adapters: [{ preset: roce-2-port, count: 3, slot: P1-C3, label: prod_net }]
    vioses: [{ name: right-vios1 }, { name: right-vios2 }]
    partitions: [{ name: spare }]
`,
  'kills',
);
