import type { Transport } from '@powervm-sriov/pypowervm-ts';
import { expect, test } from 'vitest';
import { plugVifs, unplugVifs } from '../src/index.ts';
import { bindingOf, macs, plugged, recordsOf } from './attach-case.ts';
import { simulatedComputeHost } from './simulated-compute-host.ts';
import { noSignal } from './simulated-host.ts';

/** How often in a row the console says that it has no such partition, although it has. */
const runs = [1, 2, 3, 4, 5, 6, 7, 100];

test.each(runs)(
  '%i answers in a row disown the partition: its vNIC is gone, or there, as was told',
  async (times) => {
    const { compute, simulator, partition, disown } = await disownable();
    await plugVifs(compute, { partition, bindings: [bindingOf(1)] }, noSignal);

    disown(times);
    const told = await unplugVifs(compute, { partition, macs: macs(1) }, noSignal).then(
      () => 'done',
      (error: Error) => error.message,
    );
    const left = simulator.control.state().systems[0]?.vnics;
    expect(left, `told: ${told}`).toHaveLength(told === 'done' ? 0 : 1);
    if (told !== 'done') expect(told).toContain('nobody knows whether the request took effect');

    disown(0);
    await unplugVifs(compute, { partition, macs: macs(1) }, noSignal);
    expect(simulator.control.state().systems[0]?.vnics).toEqual([]);
  },
);

test('a disowned partition stays in the view with its vNICs, and its records stay', async () => {
  const { compute, partition, disown } = await disownable();
  await plugVifs(compute, { partition, bindings: [bindingOf(1), bindingOf(2)] }, noSignal);
  const before = compute.host.snapshot();

  disown(100);
  await expect(compute.host.freshen(partition, 'read-now', noSignal)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(compute.host.refresh(noSignal)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(compute.host.snapshot().partitions).toEqual(before.partitions);
  expect(compute.host.snapshot().vnics).toEqual(before.vnics);
  expect(await recordsOf(compute)).toEqual(plugged(1, 2));
});

/** A host whose console can be made to disown partitions: everything below them, but not the list of them. */
async function disownable() {
  let left = 0;
  const through = (road: Transport): Transport => {
    return (request, signal) => {
      const isBelow = /\/LogicalPartition\/[0-9a-f-]{36}/i;
      if (left === 0 || !isBelow.test(request.path)) return road(request, signal);
      left -= 1;
      return road({ ...request, path: request.path.replace(isBelow, `/LogicalPartition/${nobody}`) }, signal);
    };
  };
  const simulated = await simulatedComputeHost({ through });
  return {
    ...simulated,
    partition: simulated.partition('lpar1'),
    disown: (times: number) => {
      left = times;
    },
  };
}

const nobody = '00000000-0000-4000-8000-000000000000';
