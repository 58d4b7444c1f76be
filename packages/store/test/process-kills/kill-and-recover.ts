import { plugVifs } from '@powervm-sriov/compute-driver';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect } from 'vitest';
import type { Ending } from './assignment.ts';
import { type Background, describeRest, findFaults, lookAt, type Scene } from './invariants.ts';
import type { KillCase } from './kill-cases.ts';
import { noSignal, type Sides } from './open-sides.ts';
import { type Recovery, recover } from './recover.ts';
import { openWard, type Ward } from './ward.ts';
import { bindingOf } from './works.ts';

/** At which boundary of its work a process is killed, and the next one in its recovery; not before their end unless given. */
export interface Kill {
  readonly work?: number;
  readonly recovery?: number;
}

export interface Outcome {
  /** Undefined when it was killed before that. */
  readonly worked: Ending | undefined;
  readonly recovered: Ending | undefined;
  readonly rest: string;
}

/**
 * One operation in a world of its own: done by a process that is killed, brought to rest by another one in two rounds,
 * held against the invariants, and asked for again.
 */
export async function killAndRecover(program: string, given: KillCase, kill: Kill): Promise<Outcome> {
  const ward = await openWard(program);
  try {
    const background = await prepare(ward, given);
    const { partition } = background;
    const { heals = false } = given;
    const worked = await ward.inChild({ work: given.work, partition, diesAt: kill.work });
    const recovery = { work: heals ? 'recovery and healing' : 'recovery', partition } as const;
    const recovered = await ward.inChild({ ...recovery, diesAt: kill.recovery });
    if (recovered === undefined) await ward.inChild({ ...recovery, diesAt: undefined });
    const rest = await restOf(ward, background);
    expect(worked === undefined ? [given.done, ...given.rests] : [given.done]).toContain(rest);
    await ward.inProcess(async (sides) => {
      await expectQuiet(sides, heals);
      await given.again(sides, ward, rest);
    });
    expect(given.ends).toContain(await restOf(ward, background));
    return { worked, recovered, rest };
  } catch (error) {
    throw new Error(`${given.work}, killed at ${JSON.stringify(kill)}: ${tell(error)}`, { cause: error });
  } finally {
    await ward.close();
  }
}

/** Beside what the case needs, there is a vNIC that is recorded and two that are not. */
async function prepare(ward: Ward, given: KillCase): Promise<Background> {
  const [kept, ...foreign] = [bindingOf(7), bindingOf(8), bindingOf(9)];
  await ward.inProcess(async (sides) => {
    await plugVifs(sides.left, { partition: ward.partition('guest2'), bindings: [kept] }, noSignal);
    await plugForeign(sides.left, ward.partition('guest3'), bindingOf(8));
    await plugForeign(sides.right, ward.partition('spare'), bindingOf(9));
    await given.prepare(sides, ward);
  });
  return {
    kept: [kept.mac],
    foreign: foreign.map(({ mac }) => mac),
    partition: given.partition(ward),
    before: await look(ward),
  };
}

async function plugForeign(
  { host }: Sides['left'],
  partition: Background['partition'],
  { mac, network, vlan }: ReturnType<typeof bindingOf>,
): Promise<void> {
  const shape = {
    redundancy: 2,
    redundancyPolicy: 'strict',
    capacity: undefined,
    maxCapacity: undefined,
  } as const;
  await pvmSriovDriver.plug(host, { partition, vnic: { mac, network, vlan, ...shape } }, noSignal);
}

/** A third round has nothing to do, no room is held, and both systems are free for the next process. */
async function expectQuiet(sides: Sides, heals: boolean): Promise<void> {
  for (const { host, records } of [sides.left, sides.right]) {
    await (await records.locks.hold({ system: host.system, holder: 'the test' }, noSignal)).release();
  }
  const quiet: Recovery = { finished: [], resumed: [], healed: [], troubles: [], reservations: 0 };
  expect(await recover(sides, heals)).toEqual(quiet);
}

async function restOf(ward: Ward, background: Background): Promise<string> {
  const scene = await look(ward);
  expect(findFaults(scene, background)).toEqual([]);
  return describeRest(scene, background.partition);
}

function look({ simulator, inRecords }: Ward): Promise<Scene> {
  return inRecords((records) => lookAt(simulator.control.state(), records));
}

/** What was expected and what was found, on one line. */
function tell(error: unknown): string {
  const { message, expected, actual } = error as { message?: string; expected?: unknown; actual?: unknown };
  const [is, was] = [actual, expected].map((value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  return expected === undefined ? String(message) : `${is} instead of ${was}`;
}
