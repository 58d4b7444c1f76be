import { type ConsoleEvent, watchEvents } from '@powervm-sriov/pypowervm-ts';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Host } from '../src/index.ts';
import {
  contentOf,
  macOf,
  noSignal,
  type SimulatedHost,
  simulatedHost,
  vnicRequest,
} from './simulated-host.ts';

const ports = ['C8-T1', 'C8-T2', 'C9-T1', 'C9-T2'].map((port) => `U78D3.001.WZS0001-P1-${port}`);

/** What others do to the host behind our back. */
type Deed =
  | { readonly kind: 'plug' | 'unplug'; readonly mac: number; readonly partition: 'lpar1' | 'lpar2' }
  | { readonly kind: 'pull' | 'plug-in'; readonly port: number }
  | { readonly kind: 'stop' | 'start'; readonly vios: 'vios1' | 'vios2' };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('plug' as const, 'unplug' as const),
    mac: fc.nat({ max: 3 }),
    partition: fc.constantFrom('lpar1' as const, 'lpar2' as const),
  }),
  fc.record({ kind: fc.constantFrom('pull' as const, 'plug-in' as const), port: fc.nat({ max: 3 }) }),
  fc.record({
    kind: fc.constantFrom('stop' as const, 'start' as const),
    vios: fc.constantFrom('vios1' as const, 'vios2' as const),
  }),
);

/** How the events reach us: each any number of times, in an order of its own, and a read now and then. */
const delivery = fc.record({ copies: fc.nat({ max: 2 }), order: fc.nat(), catchUp: fc.boolean() });

describe('events out of order, doubled and lost', () => {
  test('then a resync: the view is what a newcomer reads', async () => {
    const history = [fc.array(deed, { minLength: 1, maxLength: 8 }), fc.infiniteStream(delivery)] as const;
    await fc.assert(
      fc.asyncProperty(...history, async (deeds, deliveries) => {
        const simulated = await simulatedHost();
        const events = await record(simulated, deeds);
        for (const { event, catchUp } of shuffle(events, deliveries)) {
          simulated.host.upkeep.take(event);
          if (catchUp) await simulated.host.upkeep.catchUp(noSignal);
        }
        simulated.host.upkeep.take({ kind: 'resync', why: 'MISSING_EVENTS' });
        await simulated.host.upkeep.catchUp(noSignal);
        await expectTrueView(simulated);
      }),
      { numRuns: 25 },
    );
  });

  test('all of them, once and in order: the same without a resync, but for figures that the next round brings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 8 }), async (deeds) => {
        const simulated = await simulatedHost();
        const events = await record(simulated, deeds);
        for (const event of events) simulated.host.upkeep.take(event);
        await simulated.host.upkeep.catchUp(noSignal);
        await expectTrueDecisions(simulated);
        await simulated.host.upkeep.reread(0, noSignal);
        await expectTrueView(simulated);
      }),
      { numRuns: 15 },
    );
  });
});

/** Does the deeds by the hands of another client, and answers the events that they caused. */
async function record(simulated: SimulatedHost, deeds: readonly Deed[]): Promise<readonly ConsoleEvent[]> {
  const { simulator, open, host } = simulated;
  const polls = watchEvents(host.session, { applicationId: 'c0ffee' }, noSignal);
  await polls.next();
  const other = await open();
  for (const each of deeds) await perform(simulated, other, each);
  simulator.control.setRmc('lpar1', 'busy');
  const { value } = await polls.next();
  await polls.return();
  return value ?? [];
}

async function perform({ simulator, partition }: SimulatedHost, other: Host, done: Deed): Promise<void> {
  const { control } = simulator;
  switch (done.kind) {
    case 'plug': {
      const vnic = vnicRequest({ mac: macOf(done.mac) });
      // A host without a path to spare refuses; then there is no event, either.
      await pvmSriovDriver
        .plug(other, { partition: partition(done.partition), vnic }, noSignal)
        .catch(() => 0);
      return;
    }
    case 'unplug':
      await pvmSriovDriver.unplug(
        other,
        { partition: partition(done.partition), mac: macOf(done.mac) },
        noSignal,
      );
      return;
    case 'pull':
      return control.pullCable(ports[done.port] ?? '');
    case 'plug-in':
      return control.plugCable(ports[done.port] ?? '');
    case 'stop':
      return control.stopVios(done.vios);
    case 'start':
      return control.startVios(done.vios);
  }
}

interface Delivered {
  readonly event: ConsoleEvent;
  readonly catchUp: boolean;
}

function shuffle(
  events: readonly ConsoleEvent[],
  deliveries: fc.Stream<{ copies: number; order: number; catchUp: boolean }>,
): readonly Delivered[] {
  const drawn = [...deliveries.take(events.length)];
  return events
    .flatMap((event, index) => {
      const { copies = 1, order = index, catchUp = false } = drawn[index] ?? {};
      return Array.from({ length: copies }, (_, copy) => ({ event, catchUp, place: order * (copy + 1) }));
    })
    .toSorted((left, right) => left.place - right.place);
}

async function expectTrueView({ host, open }: SimulatedHost): Promise<void> {
  expect(host.view().gap).toBeUndefined();
  expect(contentOf(host.snapshot())).toEqual(contentOf((await open()).snapshot()));
}

/** The memory and processors in use change with every partition that comes or goes, and no event names them. */
async function expectTrueDecisions({ host, open }: SimulatedHost): Promise<void> {
  const read = ({ system, ...parts }: HostSnapshot) => ({
    ...parts,
    system: { ...system, resources: undefined },
  });
  expect(host.view().gap).toBeUndefined();
  expect(read(contentOf(host.snapshot()))).toEqual(read(contentOf((await open()).snapshot())));
}
