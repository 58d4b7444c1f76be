import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { countPool } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import { openHost } from '../src/index.ts';
import { fourPlaces, macOf, noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

/** Six plugs at once for one partition of a host with four places, under limits that its owner set. */
async function plugSix(limits: { vnicsPerPartition?: number; vnicServersPerVios?: number }) {
  const simulated = await simulatedHost({ world: fourPlaces });
  const partition = simulated.partition('lpar1');
  const { session } = simulated.host;
  const host = await openHost({ session, placement: { limits } }, noSignal);
  const shape = { redundancy: 2, redundancyPolicy: 'strict' } as const;
  const [pool] = countPool({
    ...{ snapshot: host.snapshot(), reservations: [], shape, partition },
    ...host.placement,
  }).networks;
  const plug = (index: number) =>
    pvmSriovDriver.plug(host, { partition, vnic: vnicRequest({ mac: macOf(index) }) }, noSignal);
  const results = await Promise.allSettled(Array.from({ length: 6 }, (_, index) => plug(index)));
  const refusals = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Error] : [],
  );
  const vnics = simulated.simulator.control.state().systems[0]?.vnics.length;
  return { vnics, promised: pool?.placeable, refusals, sent: simulated.refusals() };
}

test('no partition gets more vNICs than its host allows one, in flight or not', async () => {
  const { vnics, promised, refusals, sent } = await plugSix({ vnicsPerPartition: 3 });
  expect([vnics, promised, refusals.length, sent]).toEqual([3, 3, 3, []]);
  expect(refusals[0]?.message).toBe(
    `vNIC ${formatMacAddress(macOf(3))} of partition lpar1 cannot be placed: partition lpar1 has 3 vNICs, those being created included, and its limit is 3; unplug one of them, or raise the limit of vNICs per partition`,
  );
});

test('no VIOS serves more devices than its host allows one', async () => {
  const { vnics, promised, refusals, sent } = await plugSix({ vnicServersPerVios: 2 });
  expect([vnics, promised, refusals.length, sent]).toEqual([2, 2, 4, []]);
  expect(refusals[0]?.message).toBe(
    `vNIC ${formatMacAddress(macOf(2))} of partition lpar1 cannot be placed: 2 devices asked for, and 2 usable VIOSes can serve 0 more under the limit of 2 each (vios1, vios2: serves 2 backing devices, and its limit is 2); unplug vNICs, bring up another VIOS, or raise the limit of vNIC servers per VIOS`,
  );
});
