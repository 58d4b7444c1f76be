import { loadWorld, VirtualClock, type World } from '@powervm-sriov/powervm-simulator';
import { capacityOf } from '@powervm-sriov/pypowervm-ts/identifiers';
import { countPool, type VnicShape } from '@powervm-sriov/sriov-core';
import { VifError } from '@powervm-sriov/vif-drivers';
import { afterAll, describe, expect, test } from 'vitest';
import { contentOf, noSignal, type SimulatedHost, simulatedHost } from '../simulated-host.ts';
import { auditHost } from './audit-host.ts';
import { changeAndRestore } from './change-and-restore.ts';
import { fillHost, unplugAll } from './fill-host.ts';
import type { PluggedVnic } from './filled-host.ts';
import { hostFacts } from './host-facts.ts';
import { makeForeignUse } from './make-foreign-use.ts';
import { type RandomHost, randomHosts } from './random-host.ts';

/* Hosts are filled to the brim on every kind of console: `npm run soak:filling` fills all of them, a test run a share. A
 * personality has a test file of its own, so that both run at once. */

const isSoak = process.env.SOAK !== undefined;
const count = Number(process.env.SOAK ?? 12);
const seed = Number(process.env.SEED ?? 1);
const timeout = isSoak ? 600_000 : 30_000;

const consoles = (['novalink', 'hmc'] as const).flatMap((personality) =>
  (['full', 'recorded'] as const).flatMap((events) =>
    (['rest', 'cli', 'none'] as const).map((backingDeviceChange) => ({
      personality,
      events,
      backingDeviceChange,
    })),
  ),
);
type Console = (typeof consoles)[number];

const tally = { fillings: 0, plugged: 0, foreign: 0, changed: 0, refused: 0, cramped: 0 };

/** The consoles of one personality, each with the shipped hosts and its own share of the random ones. */
export function describeFilling(personality: Console['personality']): void {
  const hosts = randomHosts(count, seed).map((host, index) => ({ ...host, index }));
  const ways = consoles.filter((each) => each.personality === personality);

  afterAll(() => {
    const { fillings, plugged, foreign, changed, refused, cramped } = tally;
    process.stdout.write(
      `${personality}: ${fillings} fillings of random hosts (of ${count}, seed ${seed}) and the shipped ones: ${plugged} vNICs beside ${foreign} logical ports of others; devices changed on ${changed} hosts, refused on ${refused} that have no way, no room on ${cramped}\n`,
    );
  });

  describe.each(ways)('$personality, events $events, devices by $backingDeviceChange:', (way) => {
    test.each(['small', 'mixed', 'dense'])('%s takes what its pool promises', { timeout }, async (name) => {
      await provePromise({ ...(await shipped(name)), foreign: [] }, way, 10);
    });

    const own = hosts.filter(({ index }) => index % consoles.length === consoles.indexOf(way));
    test.each(own)('random host $index takes what its pool promises', { timeout }, async (host) => {
      await provePromise(host, way, host.index % 2 === 0 ? 10 : 40);
    });
  });
}

/** Fills, empties and fills again; each time exactly what the pool said, and afterwards the host is as it was. */
async function provePromise(
  { world, foreign, shape }: RandomHost,
  { personality, events, backingDeviceChange }: Console,
  width: number,
): Promise<void> {
  const switches = { ...world.switches, events, backingDeviceChange, vnicsPerPartition: 10_000 };
  const simulated = await simulatedHost({
    world: { ...world, switches },
    personality,
    backingDeviceChange,
    clock: new VirtualClock(),
  });
  const { host, simulator, refusals } = simulated;
  await simulated.watch();
  await makeForeignUse(host.session, simulator.control.state(), foreign);
  await host.refresh(noSignal);
  const before = simulator.control.state();
  const refusedBefore = refusals().length;
  tally.foreign += before.systems.flatMap(({ logicalPorts }) => logicalPorts).length;

  for (const inFlight of [1, width]) {
    const plugged = await fillAsPromised(simulated, { world, shape, width: inFlight });
    const [kept, ...others] = plugged;
    await unplugAll(simulated, others);
    if (kept !== undefined) {
      await changeOne(simulated, kept, canChange({ personality, backingDeviceChange }));
      await unplugAll(simulated, [kept]);
    }
    expect(simulator.control.state()).toEqual(before);
  }
  expect(refusals().slice(refusedBefore), 'the console refused nothing').toEqual([]);
}

interface Promised {
  readonly world: World;
  readonly shape: VnicShape;
  readonly width: number;
}

async function fillAsPromised(
  simulated: SimulatedHost,
  { world, shape, width }: Promised,
): Promise<readonly PluggedVnic[]> {
  const { host, open, simulator } = simulated;
  const { networks } = countPool({ snapshot: host.snapshot(), shape, reservations: host.reservations() });
  const names = networks.map(({ network }) => network);
  const plugged = await fillHost(simulated, { shape, networks: names, width });

  const came = names.map((name) => plugged.filter(({ network }) => network === name).length);
  expect(came, `of ${names.join(', ')}, ${width} at once`).toEqual(
    networks.map(({ placeable }) => placeable),
  );
  const state = simulator.control.state();
  expect(auditHost({ facts: hostFacts(world, state), state, shape, plugged, full: names })).toEqual([]);
  expect(contentOf(host.snapshot())).toEqual(contentOf((await open()).snapshot()));
  tally.fillings += 1;
  tally.plugged += plugged.length;
  return plugged;
}

async function changeOne(
  simulated: SimulatedHost,
  { mac, network }: PluggedVnic,
  can: boolean,
): Promise<void> {
  const vnic = simulated.host.snapshot().vnics.find((each) => each.mac === mac);
  if (vnic === undefined) throw new Error(`vNIC ${mac} has been plugged`);
  const state = simulated.simulator.control.state();
  const outcome = await changeAndRestore(simulated, vnic, network).catch((error: unknown) => {
    if (!(error instanceof VifError) || error.code !== 'DEVICE_CHANGE_UNSUPPORTED') throw error;
    expect(simulated.simulator.control.state()).toEqual(state);
    return 'refused' as const;
  });
  tally[outcome] += 1;
  if (outcome !== 'cramped') expect(outcome).toBe(can ? 'changed' : 'refused');
}

/** On NovaLink there are no commands. */
function canChange({ personality, backingDeviceChange }: Omit<Console, 'events'>): boolean {
  return backingDeviceChange === 'rest' || (backingDeviceChange === 'cli' && personality === 'hmc');
}

/** A shipped world as it is, in a soak; else one of its kind that is full soon. */
async function shipped(name: string): Promise<Pick<RandomHost, 'world' | 'shape'>> {
  const world = await loadWorld(name);
  const shape = { redundancy: 2, redundancyPolicy: 'strict' } as const;
  if (isSoak) return { world, shape };
  const systems = world.systems.map((system) => ({
    ...system,
    adapters: system.adapters.map((each) => ({ ...each, count: Math.min(each.count, 4) })),
    partitions: system.partitions.map((each) => (each.count === undefined ? each : { ...each, count: 12 })),
  }));
  return { world: { ...world, systems }, shape: { ...shape, capacity: capacityOf(2_000) } };
}
