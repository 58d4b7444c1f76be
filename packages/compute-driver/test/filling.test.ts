import { loadWorld, parseWorld, type World } from '@powervm-sriov/powervm-simulator';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { countPool, judgePartition } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver, VifError } from '@powervm-sriov/vif-drivers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentOf,
  macOf,
  noSignal,
  type SimulatedHost,
  simulatedHost,
  vnicRequest,
} from './simulated-host.ts';

const vnicPut = 'PUT /rest/api/uom/LogicalPartition/{id}/VirtualNICDedicated';

describe.each(['novalink', 'hmc'] as const)('behind a %s console', (personality) => {
  test.each(['small', 'mixed'])('%s is filled to just what its pool promised', async (world) => {
    const simulated = await simulatedHost({ world: await roomy(world), personality });
    await simulated.watch();
    await fill(simulated, 2);
  });

  test.each([10, 40])('a dense host takes %i plugs at once, again and again', async (width) => {
    const simulated = await simulatedHost({ world: 'dense', personality });
    const { host, requests, simulator } = simulated;
    const partitions = host.snapshot().partitions.map(({ uuid }) => uuid);
    simulator.control.resetCounters();
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(
        Array.from({ length: width }, (_, place) => {
          const index = round * width + place;
          const partition = partitions[index % partitions.length] as PartitionUuid;
          const vnic = vnicRequest({ mac: macOf(index), redundancy: 1 + (index % 4) });
          return pvmSriovDriver.plug(host, { partition, vnic }, noSignal);
        }),
      );
    }
    expect(requests(), 'nothing was refused, nothing read again').toEqual({ [vnicPut]: 2 * width });
    expect(host.reservations()).toEqual([]);
  });
});

test('random worlds are filled to just what their pools promised', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryWorld, fc.integer({ min: 1, max: 3 }), async (world, redundancy) => {
      await fill(await simulatedHost({ world }), redundancy);
    }),
    { numRuns: 20 },
  );
});

/** Plugs one vNIC after the other until the planner says no: as many as promised, each with one request, none refused. */
async function fill(simulated: SimulatedHost, redundancy: number): Promise<void> {
  const { host, open, simulator, requests } = simulated;
  const { partitions } = host.snapshot();
  const ready = partitions.filter((each) => judgePartition(each) === undefined).map(({ uuid }) => uuid);
  const { networks } = countPool({
    snapshot: host.snapshot(),
    shape: { redundancy, redundancyPolicy: 'strict' },
    networks: ['prod_net'],
    reservations: [],
  });
  const promised = networks[0]?.placeable ?? 0;
  simulator.control.resetCounters();
  const plug = (index: number) => {
    const vnic = vnicRequest({ mac: macOf(index), redundancy });
    const partition = ready[index % ready.length] as PartitionUuid;
    return pvmSriovDriver.plug(host, { partition, vnic }, noSignal);
  };
  for (let index = 0; index < promised; index += 1) await plug(index);
  expect(requests()).toEqual(promised === 0 ? {} : { [vnicPut]: promised });

  const refusal: unknown = await plug(promised).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(VifError);
  expect(refusal).toMatchObject({ code: 'PLACEMENT_INFEASIBLE' });
  expect(simulator.control.state().systems[0]?.vnics).toHaveLength(promised);
  expect(contentOf(host.snapshot())).toEqual(contentOf((await open()).snapshot()));
}

/** The shipped world without its limit of vNICs per partition, which is remembered only, and is no matter of ports. */
async function roomy(name: string): Promise<World> {
  const world = await loadWorld(name);
  return { ...world, switches: { ...world.switches, vnicsPerPartition: 1_000 } };
}

const arbitraryPort = fc.record({
  label: fc.constantFrom('prod_net', 'prod_net', 'prod_net', 'lab', ''),
  link: fc.constantFrom('up', 'up', 'up', 'down'),
  maxLogicalPorts: fc.integer({ min: 0, max: 5 }),
});

const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    adapters: fc.array(
      fc.record({
        preset: fc.constantFrom('roce-2-port', 'cx-2-port-100g'),
        ports: fc.tuple(arbitraryPort, arbitraryPort),
        state: fc.constantFrom('Running', 'Running', 'Running', 'Failed'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    vioses: fc.array(
      fc.record({
        rmc: fc.constantFrom('active', 'active', 'inactive'),
        failoverCapable: fc.constantFrom(true, true, false),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ adapters, vioses }) => {
    const system = {
      name: 'random',
      adapters: adapters.map((each, index) => ({ ...each, slot: `P1-C${index + 1}` })),
      vioses: vioses.map((each, index) => ({ ...each, name: `vios${index + 1}` })),
      partitions: [{ name: 'guest', count: 3 }],
    };
    // JSON is YAML, too.
    return parseWorld(JSON.stringify({ name: 'random', systems: [system] }), 'random');
  });
