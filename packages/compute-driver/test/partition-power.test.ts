import { VirtualClock } from '@powervm-sriov/powervm-simulator';
import { openSession } from '@powervm-sriov/pypowervm-ts';
import { parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type ComputeHost,
  createComputeHost,
  createPartition,
  describePartition,
  openHost,
  powerOff,
  powerOn,
} from '../src/index.ts';
import { migrationOf } from './migration-record.ts';
import {
  changesOf,
  hostErrorOf,
  instance,
  partition,
  partitionCase,
  partitionRecordsOf,
  specOf,
  stateOf,
} from './partition-case.ts';
import type { SimulatedComputeHost } from './simulated-compute-host.ts';
import { noSignal } from './simulated-host.ts';

const name = specOf().name;
const shutdown = { how: 'os-shutdown' } as const;
const immediate = { how: 'immediate' } as const;

interface RunningCase extends SimulatedComputeHost {
  readonly clock: VirtualClock;
}

async function running(personality: 'hmc' | 'novalink' = 'hmc'): Promise<RunningCase> {
  const clock = new VirtualClock();
  const simulated = await partitionCase({ personality, clock });
  await createPartition(simulated.compute, { spec: specOf(), instance }, noSignal);
  await powerOn(simulated.compute, partition, noSignal);
  simulated.simulator.control.setRmc(name, 'active');
  simulated.simulator.control.resetCounters();
  return { ...simulated, clock };
}

describe.each(['hmc', 'novalink'] as const)('on %s', (personality) => {
  test('a partition is powered on and off, each once however often it is asked for', async () => {
    const simulated = await running(personality);
    const { compute } = simulated;
    expect(stateOf(simulated)).toBe('running');
    expect(await describePartition(compute, partition, noSignal)).toMatchObject({ power: 'running' });
    await powerOn(compute, partition, noSignal);
    expect(changesOf(simulated)).toEqual([]);
    await powerOff(compute, partition, shutdown, noSignal);
    expect(stateOf(simulated)).toBe('not activated');
    expect(changesOf(simulated)).toHaveLength(1);
    for (const request of [shutdown, immediate]) await powerOff(compute, partition, request, noSignal);
    expect(changesOf(simulated)).toHaveLength(1);
    const view = compute.host.snapshot().partitions.find((each) => each.name === name);
    expect(view?.state).toBe('not activated');
  });

  test('an operating system that does not shut down is left running, until somebody wants it harder', async () => {
    const simulated = await running(personality);
    const { compute, simulator } = simulated;
    simulator.control.setOsResponsive(name, false);
    const failure = await hostErrorOf(powerOff(compute, partition, shutdown, noSignal));
    expect(failure.code).toBe('PARTITION_NOT_READY');
    expect(failure.message).toMatch(
      /^partition instance-00000007 is 'running' after it was told to shut down: its operating system did not go down within 60 s \(.*\); look at its console, ask again, or power it off immediately, which loses what it has not written$/,
    );
    expect(stateOf(simulated)).toBe('running');
    await powerOff(compute, partition, immediate, noSignal);
    expect(stateOf(simulated)).toBe('not activated');
  });

  test('a partition without RMC is told that the power fails', async () => {
    const simulated = await running(personality);
    simulated.simulator.control.setRmc(name, 'inactive');
    await powerOff(simulated.compute, partition, shutdown, noSignal);
    expect(stateOf(simulated)).toBe('not activated');
  });
});

test('a lost answer to the start of a job is healed by asking again', async () => {
  for (const fault of ['drop-after', 'drop-before', '503-xml'] as const) {
    const simulated = await running();
    const { compute, simulator } = simulated;
    simulator.control.inject({ match: { method: 'PUT', path: 'PowerOff' }, fault });
    await powerOff(compute, partition, shutdown, noSignal).catch(() => undefined);
    await powerOff(compute, partition, shutdown, noSignal);
    expect(stateOf(simulated), fault).toBe('not activated');
  }
});

describe('a partition on its way from one state to another is awaited', () => {
  test('before it is switched', async () => {
    const simulated = await running();
    const starting = await seeing(simulated, 'running', ['starting', 'starting']);
    await powerOn(starting.compute, partition, noSignal);
    expect(starting.looks()).toBe(3);
    expect(changesOf(simulated)).toEqual([]);
    const booting = await seeing(simulated, 'running', ['hardware discovery', 'starting']);
    await powerOff(booting.compute, partition, shutdown, noSignal);
    expect(stateOf(simulated)).toBe('not activated');
    const ending = await seeing(simulated, 'not activated', ['shutting down', 'shutting down']);
    await powerOn(ending.compute, partition, noSignal);
    expect(stateOf(simulated)).toBe('running');
  });

  test('for a bounded time, and nothing is switched then', async () => {
    const simulated = await running();
    const { compute } = await seeing(simulated, 'running', Array<string>(20).fill('starting'));
    const patience = { every: 1_000, longest: 5_000 };
    const act = powerOff(compute, partition, { ...shutdown, patience }, noSignal);
    expect(await hostErrorOf(act)).toMatchObject({
      code: 'PARTITION_NOT_READY',
      message: expect.stringContaining(
        "is 'starting' before it is shut down: it got no further within 5 s",
      ) as unknown,
    });
    expect(changesOf(simulated)).toEqual([]);
  });

  test('unless it is to go at once, or does not come by itself', async () => {
    const simulated = await running();
    const firmware = await seeing(simulated, 'running', ['open firmware']);
    const refused = await hostErrorOf(powerOff(firmware.compute, partition, shutdown, noSignal));
    expect(refused.message).toContain(
      'no operating system runs that could shut down; power it off immediately',
    );
    const broken = await seeing(simulated, 'running', ['error']);
    expect((await hostErrorOf(powerOn(broken.compute, partition, noSignal))).code).toBe(
      'PARTITION_NOT_READY',
    );
    expect(changesOf(simulated)).toEqual([]);
    const starting = await seeing(simulated, 'running', ['starting']);
    await powerOff(starting.compute, partition, immediate, noSignal);
    expect(stateOf(simulated)).toBe('not activated');
  });
});

describe('nothing is switched', () => {
  test('for a caller who has given up', async () => {
    const simulated = await running();
    const act = powerOff(simulated.compute, partition, shutdown, AbortSignal.abort());
    await expect(act).rejects.toMatchObject({ code: 'ABORTED' });
    expect(changesOf(simulated)).toEqual([]);
  });

  test('that is gone and still on record, which tells its name', async () => {
    const { compute } = await running();
    const gone = parsePartitionUuid('00000000-0000-4000-8000-000000000000');
    const [created] = await compute.records.partitions.list({}, noSignal);
    if (created === undefined) throw new Error('it was created here');
    await compute.records.partitions.put(
      [{ ...created, partition: gone, spec: { ...created.spec, name: 'gone' } }],
      noSignal,
    );
    expect((await hostErrorOf(powerOff(compute, gone, immediate, noSignal))).message).toBe(
      'system small-9009-42A has no partition gone; it may be a VIOS, deleted, or on another system',
    );
  });

  test('that is not there, or is being migrated', async () => {
    const simulated = await running();
    const { compute } = simulated;
    const vios = simulated.simulator.control.state().systems[0]?.vioses[0];
    const unknown = await hostErrorOf(
      powerOff(compute, parsePartitionUuid(vios?.uuid ?? ''), immediate, noSignal),
    );
    expect(unknown.code).toBe('PARTITION_UNKNOWN');
    await compute.records.migrations.put(
      [migrationOf({ system: compute.host.system, partition }, { partitionName: name })],
      noSignal,
    );
    for (const act of [
      powerOff(compute, partition, shutdown, noSignal),
      powerOff(compute, partition, immediate, noSignal),
      powerOn(compute, partition, noSignal),
    ]) {
      expect(await hostErrorOf(act)).toMatchObject({
        code: 'MIGRATION_UNDER_WAY',
        message: `cold migration m-1 of partition ${name} has only been prepared: wait for it, or resume it first`,
      });
    }
    expect(changesOf(simulated)).toEqual([]);
    expect(await partitionRecordsOf(compute)).toEqual([`${name} created`]);
  });
});

/** What no test gets to. */
const deadline = 100_000;

/** A client to which the partition looks, the first times that it does look, as if it were on its way. */
async function seeing(
  { simulator, clock, compute: { records } }: RunningCase,
  state: string,
  instead: readonly string[],
): Promise<{ readonly compute: ComputeHost; readonly looks: () => number }> {
  const { user, password } = simulator;
  let looks = 0;
  let now = 0;
  const session = await openSession({
    transport: async (request, signal) => {
      const answer = await simulator.transport(request, signal);
      if (request.method !== 'GET' || !request.path.includes(`/LogicalPartition/${partition}?`))
        return answer;
      const other = instead[looks] ?? state;
      looks += 1;
      return {
        ...answer,
        body: answer.body.replaceAll(`>${state}</PartitionState>`, `>${other}</PartitionState>`),
      };
    },
    credentials: { user, password },
    clock: {
      now: () => now,
      sleep: (milliseconds) => {
        if (milliseconds >= deadline) return new Promise(() => undefined);
        now += milliseconds;
        clock.advance(milliseconds);
        return Promise.resolve();
      },
    },
  });
  onTestFinished(() => session.close());
  const host = await openHost({ session }, noSignal);
  return { compute: createComputeHost({ host, records, askedBy: 'nova' }), looks: () => looks };
}
