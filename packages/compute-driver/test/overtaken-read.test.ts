import type { Transport } from '@powervm-sriov/pypowervm-ts';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import { noSignal, simulatedHost, vnicRequest, vnicsPath } from './simulated-host.ts';

test('events that are missed while one slow answer is waited for make the vNICs be read again before the removal', async () => {
  const slow = slowSystem();
  const { host, simulator, partition, requests } = await simulatedHost({ through: slow.through });
  const target = { partition: partition('lpar1'), mac: vnicRequest().mac };
  await pvmSriovDriver.plug(host, { ...target, vnic: vnicRequest() }, noSignal);
  host.upkeep.take({ kind: 'resync', why: 'MISSING_EVENTS' });
  simulator.control.resetCounters();

  slow.hold();
  const unplugged = pvmSriovDriver.unplug(host, target, noSignal);
  await expect.poll(() => requests()[look], { interval: 1 }).toBe(1);
  host.upkeep.take({ kind: 'resync', why: 'MISSING_EVENTS' });
  slow.release();

  expect(await unplugged).toMatchObject({ outcome: 'removed' });
  expect(requests()).toMatchObject({ [look]: 2, [`DELETE ${vnicsPath.novalink}/{id}`]: 1 });
});

test('a console that keeps losing events does not keep a read going on for ever', async () => {
  const slow = slowSystem();
  const { host, simulator, partition, requests } = await simulatedHost({ through: slow.through });
  slow.onAsked(() => host.upkeep.take({ kind: 'resync', why: 'MISSING_EVENTS' }));
  simulator.control.resetCounters();
  await host.freshen(partition('lpar1'), 'read-now', noSignal);
  expect(requests()[look]).toBe(3);
});

const look = `GET ${vnicsPath.novalink}`;

/** A road on which the system's document can be held up. */
function slowSystem() {
  let held: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  let onAsked = (): void => undefined;
  const through = (road: Transport): Transport => {
    return async (request, signal) => {
      const isSystem = request.method === 'GET' && /\/ManagedSystem\/[^/?]+(\?|$)/.test(request.path);
      if (!isSystem) return await road(request, signal);
      await held;
      const answer = await road(request, signal);
      onAsked();
      return answer;
    };
  };
  return {
    through,
    hold() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
    onAsked(act: () => void) {
      onAsked = act;
    },
  };
}
