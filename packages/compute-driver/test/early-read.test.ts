import { consolePath, type Transport } from '@powervm-sriov/pypowervm-ts';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import { noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

test('a vNIC that a read shows before the answer of its creation comes is counted on its ports, once', async () => {
  const creation = lateCreation();
  const { host, partition } = await simulatedHost({ through: creation.through });
  const lpar1 = partition('lpar1');
  const used = (): number =>
    host
      .snapshot()
      .adapters.flatMap(({ ports }) => ports)
      .reduce((sum, { configuredLogicalPorts = 0 }) => sum + configuredLogicalPorts, 0);
  const before = used();

  const plugging = pvmSriovDriver.plug(host, { partition: lpar1, vnic: vnicRequest() }, noSignal);
  await creation.done;
  const uri = consolePath(`/rest/api/uom/LogicalPartition/${lpar1}/VirtualNICDedicated/any`);
  host.upkeep.take({ kind: 'change', change: 'modified', uri, details: [] });
  await host.freshen(lpar1, 'without-gap', noSignal);
  expect(host.snapshot().vnics, 'the read has shown it').toHaveLength(1);

  creation.answer();
  await plugging;
  expect(used() - before).toBe(vnicRequest().redundancy);
});

/** The console creates the vNIC at once, and its answer waits until it is let go. */
function lateCreation() {
  const [executed, released] = [latch(), latch()];
  const through = (road: Transport): Transport => {
    return async (request, signal) => {
      const answer = await road(request, signal);
      if (request.method !== 'PUT' || !request.path.includes('/VirtualNICDedicated')) return answer;
      executed.resolve();
      await released.promise;
      return answer;
    };
  };
  return { through, done: executed.promise, answer: released.resolve };
}

function latch() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve: () => resolve() };
}
