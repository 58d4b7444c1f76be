import { parseWorld, VirtualClock } from '@powervm-sriov/powervm-simulator';
import { parseLocationCode, parsePortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, test } from 'vitest';
import { labelPorts, setAdapterMode } from '../src/index.ts';
import { noSignal, type SimulatedHost, simulatedHost } from './simulated-host.ts';

const card = 'U78D3.001.WZS0001-P1';
const [c8t1, c9t1] = [parseLocationCode(`${card}-C8-T1`), parseLocationCode(`${card}-C9-T1`)];
const systemPosts = 'POST /rest/api/uom/ManagedSystem/{id}';

describe('labels', () => {
  test('several ports are labelled with one POST of the system, and nothing else changes', async () => {
    const { host, simulator } = await simulatedHost();
    const before = labelsOf({ simulator });
    simulator.control.resetCounters();
    const labels = [c8t1, c9t1].map((port) => ({ port, label: parsePortLabel('storage net') }));
    expect(await labelPorts(host, { labels }, noSignal)).toEqual([c8t1, c9t1]);
    expect(simulator.control.counters().requests[systemPosts]).toBe(1);
    expect(labelsOf({ simulator })).toEqual({ ...before, [c8t1]: 'storage net', [c9t1]: 'storage net' });

    expect(await labelPorts(host, { labels }, noSignal)).toEqual([]);
    expect(simulator.control.counters().requests[systemPosts]).toBe(1);
  });

  test('two clients label two ports at once: one loses the race with a 412, reads again, and both labels stand', async () => {
    const { host, open, simulator } = await simulatedHost();
    const other = await open();
    simulator.control.resetCounters();
    await Promise.all([
      labelPorts(host, { labels: [{ port: c8t1, label: parsePortLabel('left') }] }, noSignal),
      labelPorts(other, { labels: [{ port: c9t1, label: parsePortLabel('right') }] }, noSignal),
    ]);
    expect(labelsOf({ simulator })).toMatchObject({ [c8t1]: 'left', [c9t1]: 'right' });
    expect(simulator.control.counters().requests[systemPosts], 'two changes and one lost race').toBe(3);
  });

  test.each(['412', 'drop-after', 'truncate', 'drop-before'] as const)(
    'a POST struck by %s still ends with the label, changed once',
    async (fault) => {
      const { host, simulator } = await simulatedHost();
      simulator.control.inject({ match: { method: 'POST' }, fault });
      await labelPorts(host, { labels: [{ port: c8t1, label: parsePortLabel('left') }] }, noSignal);
      expect(labelsOf({ simulator })).toMatchObject({ [c8t1]: 'left' });
    },
  );
});

describe('adapter mode', () => {
  const world = parseWorld(
    `
name: modes
systems:
  - name: modes
    unit: U78D3.001.WZS0001
    adapters:
      - { preset: roce-2-port, slot: P1-C8, label: prod_net }
      - { preset: roce-2-port, slot: P1-C9, mode: Dedicated }
      - { preset: roce-2-port, slot: P1-C10, mode: Dedicated, owner: vios1 }
    vioses: [{ name: vios1 }]
    partitions: [{ name: lpar1 }]
`,
    'modes',
  );
  const adapter = parseLocationCode(`${card}-C9`);

  test('a dedicated adapter is switched to SR-IOV and back, awaited through Initializing, over a lost race', async () => {
    const { host, simulator } = await simulatedHost({ world, clock: new VirtualClock() });
    simulator.control.inject({ match: { method: 'POST' }, fault: '412' });
    expect(await setAdapterMode(host, { adapter, mode: 'Sriov' }, noSignal)).toBe('changed');
    const switched = host.snapshot().adapters.find(({ location }) => location === adapter);
    expect(switched).toMatchObject({ mode: 'Sriov', state: 'Running', adapterId: expect.any(Number) });
    expect(switched?.ports).toHaveLength(2);
    expect(await setAdapterMode(host, { adapter, mode: 'Sriov' }, noSignal)).toBe('same');

    expect(await setAdapterMode(host, { adapter, mode: 'Dedicated' }, noSignal)).toBe('changed');
    expect(host.snapshot().adapters.find(({ location }) => location === adapter)).toMatchObject({
      mode: 'Dedicated',
      ports: [],
    });
  });

  test('an adapter that does not become ready in time is told', async () => {
    const { host } = await simulatedHost({ world });
    const impatient = { every: 1, longest: 3 };
    await expect(setAdapterMode(host, { adapter, mode: 'Sriov' }, noSignal, impatient)).rejects.toMatchObject(
      {
        code: 'ADAPTER_NOT_READY',
        message: expect.stringContaining(`adapter ${adapter} was switched to Sriov and is still`),
      },
    );
  });

  test('an adapter whose slot a VIOS owns is refused by the platform, by name', async () => {
    const { host, simulator } = await simulatedHost({ world });
    const before = simulator.control.state();
    const owned = parseLocationCode(`${card}-C10`);
    await expect(setAdapterMode(host, { adapter: owned, mode: 'Sriov' }, noSignal)).rejects.toMatchObject({
      message: expect.stringContaining('vios1'),
    });
    expect(simulator.control.state()).toEqual(before);
  });
});

function labelsOf({ simulator }: Pick<SimulatedHost, 'simulator'>): Record<string, string> {
  const ports = simulator.control.state().systems.flatMap((system) => system.ports);
  return Object.fromEntries(ports.map(({ location, label }) => [location, label]));
}
