import type { FaultRule } from '@powervm-sriov/powervm-simulator';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import {
  noSignal,
  type SimulatedHost,
  type SimulatedHostOptions,
  simulatedHost,
  vnicRequest,
} from './simulated-host.ts';

/** Every request of a plug is struck in turn, with the reads before a decision included: the view is never kept. */
const cold: SimulatedHostOptions = { maximumAge: -1 };
const overTls: SimulatedHostOptions = { ...cold, listen: { host: '127.0.0.1', port: 0 }, tls: true };
const vnic = vnicRequest();

const inProcess = ['drop-after', 'truncate', 'drop-before', '503-html', '503-xml', 'busy', '401'] as const;
const onSockets = ['drop-after', 'truncate', 'drop-before'] as const;
const cases = [
  ...inProcess.map((fault) => ({ fault, way: 'in process', options: cold })),
  ...onSockets.map((fault) => ({ fault, way: 'over TLS', options: overTls })),
];

describe.each(cases)('$fault $way', ({ fault, options }) => {
  test('strikes each request of a plug: the vNIC is there once, or not at all, as was told', async () => {
    const calls = await requestsOf(plug);
    expect(calls).toBe(5);
    for (let after = 0; after < calls; after += 1) {
      const simulated = await simulatedHost(options);
      simulated.simulator.control.inject(rule(fault, after));
      const told = await toldBy(plug(simulated));
      expect(made(simulated), `request ${after} struck, told ${told}`).toHaveLength(told === 'done' ? 1 : 0);
      expect(simulated.host.reservations()).toEqual([]);

      await plug(simulated);
      expect(made(simulated)).toHaveLength(1);
    }
  });

  test('strikes each request of an unplug: the vNIC is gone, or there, as was told', async () => {
    const calls = await requestsOf(unplug, plug);
    expect(calls).toBe(1);
    for (let after = 0; after < calls; after += 1) {
      const simulated = await simulatedHost(options);
      await plug(simulated);
      simulated.simulator.control.inject(rule(fault, after));
      const told = await toldBy(unplug(simulated));
      expect(made(simulated), `request ${after} struck, told ${told}`).toHaveLength(told === 'done' ? 0 : 1);

      await unplug(simulated);
      expect(made(simulated)).toEqual([]);
    }
  });
});

test('two answers in a row are lost, and the look in between, too: still one vNIC', async () => {
  const simulated = await simulatedHost();
  const { inject } = simulated.simulator.control;
  inject({ match: { path: 'VirtualNICDedicated' }, times: 3, fault: 'drop-after' });
  await plug(simulated);
  expect(made(simulated)).toHaveLength(1);
  inject({ match: { path: 'VirtualNICDedicated' }, times: 3, fault: 'truncate' });
  await unplug(simulated);
  expect(made(simulated)).toEqual([]);
});

test('the console falls silent after the request: the outcome is told as unknown, and the next plug finds the vNIC', async () => {
  const simulated = await simulatedHost();
  simulated.simulator.control.inject({
    match: { path: 'VirtualNICDedicated' },
    times: 100,
    fault: 'drop-after',
  });
  await expect(plug(simulated)).rejects.toMatchObject({
    code: 'OUTCOME_UNKNOWN',
    message: expect.stringContaining('repeat the call when it answers again'),
  });
  expect(simulated.host.reservations(), 'the room stays held until somebody has looked').toHaveLength(1);

  simulated.simulator.control.clearFaults();
  expect(await plug(simulated)).toMatchObject({ outcome: 'present' });
  expect(made(simulated)).toHaveLength(1);
  expect(simulated.host.reservations()).toEqual([]);
});

function plug({ host, partition }: SimulatedHost) {
  return pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic }, noSignal);
}

function unplug({ host, partition }: SimulatedHost) {
  return pvmSriovDriver.unplug(host, { partition: partition('lpar1'), mac: vnic.mac }, noSignal);
}

async function requestsOf(
  operation: (simulated: SimulatedHost) => Promise<unknown>,
  before: (simulated: SimulatedHost) => Promise<unknown> = async () => undefined,
): Promise<number> {
  const simulated = await simulatedHost(cold);
  await before(simulated);
  simulated.simulator.control.resetCounters();
  await operation(simulated);
  return Object.values(simulated.simulator.control.counters().requests).reduce(
    (sum, count) => sum + count,
    0,
  );
}

function rule(fault: (typeof inProcess)[number], after: number): FaultRule {
  return { fault, after };
}

/** `done`, or the code of the error; anything without a code is a defect. */
async function toldBy(operation: Promise<unknown>): Promise<string> {
  try {
    await operation;
    return 'done';
  } catch (error) {
    expect(error).toHaveProperty('code');
    return (error as { code: string }).code;
  }
}

function made({ simulator }: SimulatedHost): readonly unknown[] {
  return simulator.control.state().systems.flatMap(({ vnics }) => vnics);
}
