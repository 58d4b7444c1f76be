import { VirtualClock } from '@powervm-sriov/powervm-simulator';
import { powerOffPartition, powerOnPartition } from '@powervm-sriov/pypowervm-ts';
import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, test } from 'vitest';
import { plugVifs, unplugVifs } from '../src/index.ts';
import { bindingOf, macs, macsOn, plugged, recordsOf } from './attach-case.ts';
import { migrationOf } from './migration-record.ts';
import { type SimulatedComputeHost, simulatedComputeHost } from './simulated-compute-host.ts';
import { macOf, noSignal } from './simulated-host.ts';

/** Long enough for a test to do something meanwhile, on a clock whose pauses pass at once. */
const long = { every: 1, longest: 600_000 };
const look = 'GET /rest/api/uom/ManagedSystem/{id}/LogicalPartition/{id}';

/** The view that is read anew finds the partition unfit; the kept one believes it is fit until the platform refuses. */
describe.each([0, 90_000])('with a view of at most %d ms', (maximumAge) => {
  test('a plug waits for RMC, and is then done', async () => {
    const simulated = await simulatedComputeHost({ maximumAge });
    const { compute, simulator } = simulated;
    simulator.control.setRmc('lpar1', 'inactive');
    const plug = plugVifs(compute, { ...request(simulated), patience: long }, noSignal);
    await lookedAt(simulated, 3);
    expect(macsOn(simulated)).toEqual([]);
    expect(await recordsOf(compute)).toEqual([]);

    simulator.control.setRmc('lpar1', 'active');
    expect(await plug).toMatchObject([
      { result: { outcome: 'created' } },
      { result: { outcome: 'created' } },
    ]);
    expect(await recordsOf(compute)).toEqual(plugged(1, 2));
  });

  test('an unplug waits for RMC, and is then done', async () => {
    const simulated = await simulatedComputeHost({ maximumAge });
    const { compute, simulator } = simulated;
    const { partition } = request(simulated);
    await plugVifs(compute, request(simulated), noSignal);
    simulator.control.setRmc('lpar1', 'inactive');
    await expect(unplugVifs(compute, { partition, macs: macs(1, 2) }, noSignal)).rejects.toMatchObject({
      code: 'PARTITION_NOT_READY',
    });
    expect(await recordsOf(compute)).toEqual(plugged(1, 2));

    simulator.control.resetCounters();
    const unplug = unplugVifs(compute, { partition, macs: macs(1, 2), patience: long }, noSignal);
    await lookedAt(simulated, 3);
    simulator.control.setRmc('lpar1', 'active');
    expect(await unplug).toMatchObject([
      { result: { outcome: 'removed' } },
      { result: { outcome: 'removed' } },
    ]);
    expect(await recordsOf(compute)).toEqual([]);
  });

  test('a plug that waits too long is refused with what to do, and nothing has changed', async () => {
    const simulated = await simulatedComputeHost({ maximumAge });
    const { compute, simulator } = simulated;
    simulator.control.setRmc('lpar1', 'inactive');
    const before = simulator.control.state();
    await expect(plugVifs(compute, request(simulated), noSignal)).rejects.toMatchObject({
      code: 'PARTITION_NOT_READY',
      message: `plugging vNICs ${formatMacAddress(macOf(1))}, ${formatMacAddress(macOf(2))} is not possible now, because partition lpar1 runs and its RMC connection is 'inactive': a live change needs it active; mend its management network or wait some minutes after a boot, or power the partition off (waited 20 s for it)`,
    });
    expect(simulator.control.state()).toEqual(before);
    expect(await recordsOf(compute)).toEqual([]);
    expect(compute.host.reservations()).toEqual([]);
  });
});

test('in firmware a partition is waited for until somebody powers it off', async () => {
  const simulated = await simulatedComputeHost({ clock: new VirtualClock() });
  const { compute } = simulated;
  const { host } = compute;
  const partition = simulated.partition('lpar2');
  const place = { system: host.system, partition };
  await powerOnPartition(host.session, place, { bootMode: 'of' }, noSignal);
  const plug = plugVifs(compute, { partition, bindings: [bindingOf(1)], patience: long }, noSignal);
  await lookedAt(simulated, 2);
  await powerOffPartition(host.session, place, { operation: 'shutdown', immediate: true }, noSignal);
  await plug;
  expect(macsOn(simulated)).toEqual(macs(1));
});

test('what waits is done in the order in which it was asked for', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, simulator } = simulated;
  const { partition } = request(simulated);
  const bindings = [bindingOf(1)];
  simulator.control.setRmc('lpar1', 'inactive');
  const acts = [
    plugVifs(compute, { partition, bindings, patience: long }, noSignal),
    unplugVifs(compute, { partition, macs: macs(1), patience: long }, noSignal),
  ];
  await lookedAt(simulated, 2);
  simulator.control.setRmc('lpar1', 'active');
  expect(await Promise.all(acts)).toMatchObject([
    [{ result: { outcome: 'created' } }],
    [{ result: { outcome: 'removed' } }],
  ]);
  expect(macsOn(simulated)).toEqual([]);
});

test('what is so already is answered in any state of the partition; what is not is refused', async () => {
  const simulated = await simulatedComputeHost({ maximumAge: 0 });
  const { compute, simulator } = simulated;
  const { partition } = request(simulated);
  await plugVifs(compute, request(simulated), noSignal);
  simulator.control.setRmc('lpar1', 'inactive');

  expect(await plugVifs(compute, request(simulated), noSignal)).toMatchObject([
    { result: { outcome: 'present' } },
    { result: { outcome: 'present' } },
  ]);
  expect(await unplugVifs(compute, { partition, macs: macs(8, 9) }, noSignal)).toMatchObject([
    { result: { outcome: 'absent' } },
    { result: { outcome: 'absent' } },
  ]);
  await expect(unplugVifs(compute, { partition, macs: macs(1, 9) }, noSignal)).rejects.toMatchObject({
    code: 'PARTITION_NOT_READY',
    message: expect.stringContaining(
      `removing vNICs ${formatMacAddress(macOf(1))}, ${formatMacAddress(macOf(9))} is not possible now`,
    ),
  });
  expect(await recordsOf(compute)).toEqual(plugged(1, 2));
});

test('a migration of the partition is waited for, its confirmation is not; one of another partition, or that is over, is not', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const { partition } = request(simulated);
  const { system } = compute.host;
  const { migrations } = compute.records;
  const migration = migrationOf({ system, partition }, { phase: 'awaiting-confirm' });
  await migrations.put([migration, { ...migration, id: 'm-0', phase: 'done' }], noSignal);
  await expect(plugVifs(compute, request(simulated), noSignal)).rejects.toMatchObject({
    code: 'PARTITION_NOT_READY',
    message: expect.stringMatching(
      /m-1 of partition \S+ waits to be confirmed or reverted: confirm or revert it first$/,
    ),
  });
  expect(macsOn(simulated)).toEqual([]);
  await migrations.put([{ ...migration, phase: 'moving' }], noSignal);
  const other = { partition: simulated.partition('lpar2'), bindings: [bindingOf(3)] };
  await plugVifs(compute, other, noSignal);

  const plug = plugVifs(compute, { ...request(simulated), patience: long }, noSignal);
  await migrations.put([{ ...migration, phase: 'rolled-back' }], noSignal);
  await plug;
  expect(macsOn(simulated)).toEqual(macs(1, 2, 3));
});

test('a caller who gives up waiting is told so, and nothing was sent', async () => {
  const simulated = await simulatedComputeHost({ maximumAge: 0 });
  const { compute, simulator } = simulated;
  const caller = new AbortController();
  simulator.control.setRmc('lpar1', 'inactive');
  const plug = plugVifs(compute, { ...request(simulated), patience: long }, caller.signal);
  const later = plugVifs(compute, { ...request(simulated), patience: long }, caller.signal);
  const outcomes = Promise.allSettled([plug, later]);
  await lookedAt(simulated, 2);
  caller.abort();
  for (const outcome of await outcomes) expect(outcome.status).toBe('rejected');
  expect(Object.keys(simulated.requests()).filter((shape) => !shape.startsWith('GET'))).toEqual([
    'PUT /rest/api/web/Logon',
  ]);
  expect(await recordsOf(compute)).toEqual([]);

  simulator.control.setRmc('lpar1', 'active');
  await plugVifs(compute, request(simulated), noSignal);
  expect(macsOn(simulated)).toEqual(macs(1, 2));
});

test('a caller who gives up while somebody else holds the partition is told so at once', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const { partition } = request(simulated);
  const caller = new AbortController();
  let letGo: () => void = () => {};
  const other = compute.partitionLock.run(
    partition.toUpperCase(),
    noSignal,
    () => new Promise<void>((resolve) => (letGo = resolve)),
  );
  const outcomes = [1, 2].map(() => plugVifs(compute, request(simulated), caller.signal));
  const refused = outcomes.map((plug) => expect(plug).rejects.toMatchObject({ code: 'ABORTED' }));
  setImmediate(() => caller.abort());
  await Promise.all(refused);

  letGo();
  await other;
  await plugVifs(compute, request(simulated), noSignal);
  expect(macsOn(simulated)).toEqual(macs(1, 2));
});

test('with its partition a vNIC is gone, once the list of all partitions has shown it', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, simulator } = simulated;
  const { partition } = request(simulated);
  await plugVifs(compute, request(simulated), noSignal);
  const [record] = await compute.records.vnics.list({}, noSignal);
  if (record === undefined) throw new Error('two were plugged');
  const gone = { ...record, partition: '00000000-0000-4000-8000-000000000000' as typeof partition };
  await compute.records.vnics.put([gone], noSignal);
  simulator.control.resetCounters();
  const unplugged = await unplugVifs(compute, { partition: gone.partition, macs: [gone.mac] }, noSignal);
  expect(unplugged).toMatchObject([{ result: { outcome: 'absent' } }]);
  expect(Object.keys(simulated.requests())).toContain(
    'GET /rest/api/uom/ManagedSystem/{id}/LogicalPartition',
  );
  expect(await recordsOf(compute)).toEqual(plugged(1, 2));
});

function request({ partition }: SimulatedComputeHost) {
  return { partition: partition('lpar1'), bindings: [bindingOf(1), bindingOf(2)] };
}

/** So many looks at the partition have been taken since the counters were reset. */
async function lookedAt({ requests }: SimulatedComputeHost, times: number): Promise<void> {
  await expect.poll(() => requests()[look] ?? 0, { interval: 1 }).toBeGreaterThanOrEqual(times);
}
