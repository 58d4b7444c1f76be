import { startSimulator } from '@powervm-sriov/powervm-simulator';
import { openSession, PowerVmError, type Transport } from '@powervm-sriov/pypowervm-ts';
import { expect, onTestFinished, test } from 'vitest';
import { createComputeHost, memoryRecordStore, openHost, watchHealth, watchHosts } from '../src/index.ts';
import { noSignal } from './simulated-host.ts';
import { newLife } from './simulation/life.ts';
import { clockOf, VirtualTime } from './simulation/virtual-time.ts';

const halfAnHour = 30 * 60_000;

test.each(['novalink', 'hmc'] as const)(
  'a %s console that is away is asked less than one that answers, and its return is noticed within a minute',
  async (personality) => {
    const { time, road, host } = await watchedHost(personality);
    await time.pass(halfAnHour);
    const inPeace = road.takeCount();
    expect(inPeace).toBeGreaterThan(0);

    road.isDown = true;
    await time.pass(halfAnHour);
    const inOutage = road.takeCount();
    expect(host.view().gap).toBe('POLL_FAILED');
    // reliability.md: at most half as much again as in peace, and at most one request in five seconds.
    expect(inOutage).toBeLessThanOrEqual(Math.min(inPeace * 1.5, halfAnHour / 5_000));

    road.isDown = false;
    expect(await time.passUntil(() => host.view().gap === undefined, 60_000 + slowest)).toBe(true);
  },
);

/** Milliseconds that reading the whole host may take after its return was noticed. */
const slowest = 1_000;

/** A host that is watched, and healed, on virtual time. */
async function watchedHost(personality: 'novalink' | 'hmc') {
  const time = new VirtualTime();
  const simulator = await startSimulator({ world: 'mixed', personality, clock: time });
  const road = countedRoad(simulator.transport);
  const { user, password } = simulator;
  const session = await openSession({
    transport: road.transport,
    credentials: { user, password },
    clock: clockOf(time, newLife()),
  });
  const host = await openHost({ session }, noSignal);
  const compute = createComputeHost({ host, records: memoryRecordStore(), askedBy: 'test' });
  const ending = new AbortController();
  const watches = [
    watchHosts({ session, hosts: [host] }, ending.signal),
    watchHealth(compute, { policy: 'report', onReport: () => undefined }, ending.signal),
  ];
  onTestFinished(async () => {
    ending.abort();
    await Promise.all(watches);
    await simulator.close();
  });
  return { time, road, host };
}

function countedRoad(through: Transport) {
  let count = 0;
  const road = {
    isDown: false,
    takeCount(): number {
      const taken = count;
      count = 0;
      return taken;
    },
    transport: (async (request, signal) => {
      count += 1;
      if (road.isDown) throw new PowerVmError('UNREACHABLE', 'no route to the console');
      return await through(request, signal);
    }) satisfies Transport,
  };
  return road;
}
