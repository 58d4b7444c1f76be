import { parseVlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, test } from 'vitest';
import { type ComputeHost, finishInterrupted, plugVifs, unplugVifs } from '../src/index.ts';
import { bindingOf, macs, macsOn, plugged, recordsOf, vnicsOn } from './attach-case.ts';
import { mortalProcess } from './attach-mortal-process.ts';
import { migrationOf } from './migration-record.ts';
import { type SimulatedComputeHost, simulatedComputeHost } from './simulated-compute-host.ts';
import { fourPlaces, macOf, noSignal } from './simulated-host.ts';

/** What the process does that is killed at every step of it, once per step, until it lives to the end. */
interface Act {
  readonly name: string;
  readonly steps: number;
  readonly prepare?: (compute: ComputeHost, simulated: SimulatedComputeHost) => Promise<unknown>;
  readonly act: (compute: ComputeHost, simulated: SimulatedComputeHost) => Promise<unknown>;
  /** The MACs that are there at any time. */
  readonly kept: readonly string[];
  /** The MACs that are there when it was done to the end. */
  readonly done: readonly string[];
}

const plug =
  (...bindings: readonly ReturnType<typeof bindingOf>[]) =>
  (compute: ComputeHost, { partition }: SimulatedComputeHost) =>
    plugVifs(compute, { partition: partition('lpar1'), bindings }, noSignal);
const unplug =
  (...indices: readonly number[]) =>
  (compute: ComputeHost, { partition }: SimulatedComputeHost) =>
    unplugVifs(compute, { partition: partition('lpar1'), macs: macs(...indices) }, noSignal);
/** A vNIC that is still there, with a record that says that it is to go. */
const plugAndHalfUnplug =
  (binding: ReturnType<typeof bindingOf>) =>
  async (compute: ComputeHost, simulated: SimulatedComputeHost) => {
    const { control } = simulated.simulator;
    await plug(binding)(compute, simulated);
    control.inject({ match: { path: 'VirtualNICDedicated' }, times: 1_000, fault: 'drop-before' });
    const unplugging = unplugVifs(
      compute,
      { partition: simulated.partition('lpar1'), macs: [binding.mac] },
      noSignal,
    );
    await expect(unplugging).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    control.clearFaults();
  };

const acts: readonly Act[] = [
  { name: 'plugging two', steps: 8, act: plug(bindingOf(1), bindingOf(2)), kept: [], done: macs(1, 2) },
  {
    name: 'plugging two and one that cannot be placed, beside one that is there',
    steps: 16,
    prepare: plug(bindingOf(4)),
    act: plug(bindingOf(4), bindingOf(1), bindingOf(2), bindingOf(3, { network: 'nowhere' })),
    kept: macs(4),
    done: macs(4),
  },
  {
    name: 'removing two of three',
    steps: 8,
    prepare: plug(bindingOf(1), bindingOf(2), bindingOf(3)),
    act: unplug(1, 2),
    kept: macs(3),
    done: macs(3),
  },
  {
    name: 'plugging another one with the MAC of one whose unplug was not finished',
    steps: 10,
    prepare: plugAndHalfUnplug(bindingOf(1)),
    act: plug(bindingOf(1, { vlan: parseVlanId(7) })),
    kept: [],
    done: macs(1),
  },
];

/** Many hosts are simulated, on machines that have other things to do. */
const timeout = 300_000;

test.each(acts)(
  'killed at any step of $name, what is left is brought to rest by two rounds',
  async (given) => {
    let steps = 0;
    for (; (await killAt(steps, given)) === 'died'; steps += 1);
    expect(steps, 'steps at which it was killed').toBe(given.steps);
  },
  timeout,
);

/** Every pair of kills with SOAK in the environment, else those after every fifth step. */
const stride = process.env.SOAK === undefined ? 5 : 1;

test.each(acts)(
  'killed while $name, and again at any step while that is brought to rest',
  async (given) => {
    for (let steps = 2; steps < given.steps; steps += stride) {
      let again = 0;
      for (; (await killTwice(steps, again, given)) === 'died'; again += 1);
    }
  },
  timeout,
);

async function killTwice(steps: number, again: number, given: Act): Promise<'died' | 'ended'> {
  const simulated = await prepared(given);
  await (await mortalProcess(simulated, steps)).run((compute) => given.act(compute, simulated));
  const second = await mortalProcess(simulated, again);
  const ended = await second.run((compute) => finishInterrupted(compute, noSignal));
  await expectRest(simulated, given);
  return ended;
}

async function killAt(steps: number, given: Act): Promise<'died' | 'ended'> {
  const simulated = await prepared(given);
  const ended = await (await mortalProcess(simulated, steps)).run((compute) => given.act(compute, simulated));
  const survivor = await expectRest(simulated, given);
  if (ended === 'ended') expect(macsOn(simulated)).toEqual(given.done);
  await given.act(survivor, simulated).catch(() => undefined);
  expect(macsOn(simulated), `repeated after a kill at step ${steps}`).toEqual(
    expect.arrayContaining([...given.done]),
  );
  return ended;
}

async function prepared({ prepare }: Act): Promise<SimulatedComputeHost> {
  const simulated = await simulatedComputeHost({ world: fourPlaces });
  await prepare?.(simulated.compute, simulated);
  return simulated;
}

/** After a restart and two rounds the platform has what the records say, each vNIC once and whole. */
async function expectRest(simulated: SimulatedComputeHost, given: Act): Promise<ComputeHost> {
  const survivor = await simulated.restart();
  await finishInterrupted(survivor, noSignal);
  expect(await finishInterrupted(survivor, noSignal)).toEqual([]);
  const there = macsOn(simulated);
  expect(await recordsOf(survivor)).toEqual(there.map((mac) => `${mac} plugged`));
  expect(new Set(there).size).toBe(there.length);
  expect(there).toEqual(expect.arrayContaining([...given.kept]));
  const logicalPorts = simulated.simulator.control.state().systems.flatMap((system) => system.logicalPorts);
  expect(logicalPorts).toHaveLength(2 * there.length);
  for (const { mac, slot, portVlanId, backingDevices } of vnicsOn(simulated)) {
    expect(backingDevices).toHaveLength(2);
    const records = await survivor.records.vnics.list({}, noSignal);
    expect(records.find((record) => record.mac === mac)).toMatchObject({
      slot,
      vlan: portVlanId,
      priorities: [10, 20],
    });
  }
  return survivor;
}

test('an unplug that was not finished is, before another vNIC of its MAC is plugged; the same vNIC stays', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, requests } = simulated;
  const asked = bindingOf(1, { vlan: parseVlanId(100) });
  await plugAndHalfUnplug(asked)(compute, simulated);
  expect(await recordsOf(compute)).toEqual([`${macOf(1)} unplugging`]);
  const before = vnicsOn(simulated);

  simulated.simulator.control.resetCounters();
  await plug(asked)(compute, simulated);
  expect(changesAmong(requests())).toEqual([]);
  expect(vnicsOn(simulated)).toEqual(before);
  expect(await recordsOf(compute)).toEqual(plugged(1));

  await plugAndHalfUnplug(asked)(compute, simulated);
  simulated.simulator.control.resetCounters();
  await plug(bindingOf(1, { vlan: parseVlanId(7) }))(compute, simulated);
  expect(changesAmong(requests())).toEqual(['DELETE 1', 'PUT 1']);
  expect(vnicsOn(simulated)).toMatchObject([{ mac: macOf(1), portVlanId: 7 }]);
  expect(await compute.records.vnics.list({}, noSignal)).toMatchObject([{ state: 'plugged', vlan: 7 }]);
});

test('what was only meant is forgotten; what another one holds the MAC of is let alone, and so is what a migration has', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const partition = simulated.partition('lpar1');
  await plugVifs(compute, { partition, bindings: [bindingOf(1), bindingOf(2), bindingOf(3)] }, noSignal);
  const [first, second] = await compute.records.vnics.list({}, noSignal);
  if (first === undefined || second === undefined) throw new Error('three were plugged');
  await compute.records.vnics.put(
    [
      { ...first, state: 'plugging', network: 'another_net' },
      { ...second, state: 'plugging', slot: undefined, priorities: [] },
      { ...second, mac: macOf(9), state: 'plugging' },
    ],
    noSignal,
  );
  const migration = migrationOf({ system: first.system, partition }, { kind: 'live', phase: 'moving' });
  await compute.records.migrations.put([migration], noSignal);
  expect(await finishInterrupted(compute, noSignal)).toMatchObject(
    [1, 2, 9].map(() => ({
      outcome: 'left',
      reason: 'its partition is in migration m-1, which finishes it',
    })),
  );

  await compute.records.migrations.put([{ ...migration, phase: 'done' }], noSignal);
  expect(await finishInterrupted(compute, noSignal)).toMatchObject([
    { outcome: 'forgotten', reason: expect.stringContaining("network 'another_net' is asked for") },
    { outcome: 'plugged', record: { slot: second.slot, priorities: second.priorities } },
    { outcome: 'forgotten', reason: 'it was asked for, and never created' },
  ]);
  expect(await recordsOf(compute)).toEqual(plugged(2, 3));
  expect(macsOn(simulated)).toEqual(macs(1, 2, 3));
});

test('what cannot be asked of the platform is left, and one vNIC that cannot be removed keeps no other', async () => {
  const simulated = await simulatedComputeHost({ maximumAge: 0 });
  const { compute, simulator } = simulated;
  const partition = simulated.partition('lpar1');
  await plugVifs(compute, { partition, bindings: [bindingOf(1), bindingOf(2)] }, noSignal);
  const records = await compute.records.vnics.list({}, noSignal);
  await compute.records.vnics.put(
    records.map((record) => ({ ...record, state: 'unplugging' })),
    noSignal,
  );
  simulator.control.inject({ times: 1_000, fault: 'drop-before' });
  expect((await finishInterrupted(compute, noSignal)).map(({ outcome }) => outcome)).toEqual([
    'left',
    'left',
  ]);
  expect(macsOn(simulated)).toEqual(macs(1, 2));

  simulator.control.clearFaults();
  simulator.control.holdVnic(macOf(1), true);
  expect(await finishInterrupted(compute, noSignal)).toMatchObject([
    {
      outcome: 'left',
      reason: expect.stringContaining('the operating system of the partition still uses it'),
    },
    { outcome: 'removed' },
  ]);
  expect(await recordsOf(compute)).toEqual([`${macOf(1)} unplugging`]);
});

/** `method count` of the requests that are no GET, sorted. */
function changesAmong(requests: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(requests)
    .filter(([shape]) => !shape.startsWith('GET '))
    .map(([shape, count]) => `${shape.split(' ')[0]} ${count}`)
    .toSorted();
}
