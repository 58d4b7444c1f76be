import { parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, test } from 'vitest';
import { createPartition, deletePartition, HostError, plugVifs, powerOff, powerOn } from '../src/index.ts';
import { bindingOf, recordsOf, vnicsOn } from './attach-case.ts';
import { mortalProcess } from './attach-mortal-process.ts';
import {
  adaptersOf,
  changesOf,
  hostErrorOf,
  instance,
  partition,
  partitionCase,
  partitionRecordsOf,
  partitionsNamed,
  specOf,
} from './partition-case.ts';
import type { SimulatedComputeHost } from './simulated-compute-host.ts';
import { fourPlaces, noSignal } from './simulated-host.ts';

async function withVnics(personality: 'hmc' | 'novalink' = 'hmc'): Promise<SimulatedComputeHost> {
  const simulated = await partitionCase({ personality, world: fourPlaces });
  const { compute } = simulated;
  await createPartition(compute, { spec: specOf(), instance }, noSignal);
  await plugVifs(compute, { partition, instance, bindings: [bindingOf(1), bindingOf(2)] }, noSignal);
  return simulated;
}

function logicalPortsOn({ simulator }: SimulatedComputeHost) {
  return simulator.control.state().systems.flatMap(({ logicalPorts }) => logicalPorts);
}

describe.each(['hmc', 'novalink'] as const)('on %s', (personality) => {
  test('a partition is deleted with its vNICs, recorded or not, its adapter and its records', async () => {
    const simulated = await withVnics(personality);
    const { compute } = simulated;
    const [first] = await compute.records.vnics.list({}, noSignal);
    if (first !== undefined) await compute.records.vnics.remove([first], noSignal);
    await deletePartition(compute, partition, noSignal);
    expect(partitionsNamed(simulated)).toEqual([]);
    expect(vnicsOn(simulated)).toEqual([]);
    expect(logicalPortsOn(simulated)).toEqual([]);
    expect(await recordsOf(compute)).toEqual([]);
    expect(await partitionRecordsOf(compute)).toEqual([]);
    expect(compute.host.snapshot().partitions.map(({ name }) => name)).toEqual(['lpar1']);
    expect(compute.host.snapshot().vnics).toEqual([]);
    simulated.simulator.control.resetCounters();
    await deletePartition(compute, partition, noSignal);
    expect(changesOf(simulated)).toEqual([]);
  });

  test('one that runs is not: it is to be powered off first', async () => {
    const simulated = await withVnics(personality);
    const { compute } = simulated;
    await powerOn(compute, partition, noSignal);
    simulated.simulator.control.resetCounters();
    expect(await hostErrorOf(deletePartition(compute, partition, noSignal))).toMatchObject({
      code: 'PARTITION_NOT_READY',
      message: `partition instance-00000007 is 'running': only one that is not activated is deleted; power it off first`,
    });
    expect(changesOf(simulated)).toEqual([]);
    expect(await partitionRecordsOf(compute)).toEqual(['instance-00000007 created']);
    await powerOff(compute, partition, { how: 'immediate' }, noSignal);
    await deletePartition(compute, partition, noSignal);
    expect(partitionsNamed(simulated)).toEqual([]);
  });
});

test('what we did not create stays, and so does a VIOS, whatever the records say', async () => {
  const simulated = await withVnics();
  const { compute } = simulated;
  const foreign = simulated.partition('lpar1');
  expect(await hostErrorOf(deletePartition(compute, foreign, noSignal))).toMatchObject({
    code: 'PARTITION_NOT_OURS',
    message: expect.stringContaining('it was not created here') as unknown,
  });
  const [ours] = await compute.records.partitions.list({}, noSignal);
  const vios = simulated.simulator.control.state().systems[0]?.vioses[0];
  if (ours === undefined || vios === undefined) throw new Error('both are there');
  const claimed = parsePartitionUuid(vios.uuid);
  await compute.records.partitions.put([{ ...ours, partition: claimed }], noSignal);
  expect(await hostErrorOf(deletePartition(compute, claimed, noSignal))).toMatchObject({
    code: 'PARTITION_NOT_OURS',
    message: 'partition vios1 stays: it is a VIOS',
  });
  expect(await partitionRecordsOf(compute)).toHaveLength(2);
});

test('a full store keeps nobody from deleting', async () => {
  const simulated = await withVnics();
  const { compute } = simulated;
  const full = () => Promise.reject(new HostError('STORE_FULL', 'the store is full'));
  const { records } = compute;
  const crowded = {
    ...records,
    vnics: { ...records.vnics, put: full },
    partitions: { ...records.partitions, put: full },
  };
  await deletePartition({ ...compute, records: crowded }, partition, noSignal);
  expect(partitionsNamed(simulated)).toEqual([]);
  expect(await partitionRecordsOf(compute)).toEqual([]);
});

test('answers that are lost are healed by looking again', async () => {
  for (const fault of ['drop-after', 'drop-before', '503-html'] as const) {
    const simulated = await withVnics();
    const { compute, simulator } = simulated;
    const path = `/LogicalPartition/${partition}(\\?|$)`;
    simulator.control.inject({ match: { method: 'DELETE', path }, fault });
    const told = await deletePartition(compute, partition, noSignal).then(
      () => 'done',
      () => 'failed',
    );
    if (fault === 'drop-after') expect(told).toBe('done');
    await deletePartition(compute, partition, noSignal);
    expect(partitionsNamed(simulated)).toEqual([]);
    expect(await partitionRecordsOf(compute)).toEqual([]);
  }
});

test('killed at any step of its creation, a partition is created whole by asking again', async () => {
  let steps = 0;
  for (let ended = 'died'; ended === 'died'; steps += 1) {
    const simulated = await partitionCase({ world: fourPlaces });
    const mortal = await mortalProcess(simulated, steps);
    const ask = (compute: typeof mortal.compute) =>
      createPartition(compute, { spec: specOf(), instance }, noSignal);
    ended = await mortal.run(ask);
    const survivor = await simulated.restart();
    if (partitionsNamed(simulated).length > 0) expect(await partitionRecordsOf(survivor)).toHaveLength(1);
    await ask(survivor);
    expect(partitionsNamed(simulated), `after a kill at step ${steps}`).toHaveLength(1);
    expect(await adaptersOf(survivor)).toEqual([4094]);
    expect(await partitionRecordsOf(survivor)).toEqual(['instance-00000007 created']);
  }
  expect(steps - 1, 'steps at which it was killed').toBe(8);
});

test('killed at any step of its deletion, a partition is deleted whole by asking again', async () => {
  let steps = 0;
  for (let ended = 'died'; ended === 'died'; steps += 1) {
    const simulated = await withVnics();
    const mortal = await mortalProcess(simulated, steps);
    ended = await mortal.run((compute) => deletePartition(compute, partition, noSignal));
    const survivor = await simulated.restart();
    if (partitionsNamed(simulated).length > 0) expect(await partitionRecordsOf(survivor)).toHaveLength(1);
    await deletePartition(survivor, partition, noSignal);
    expect(partitionsNamed(simulated), `after a kill at step ${steps}`).toEqual([]);
    expect(vnicsOn(simulated)).toEqual([]);
    expect(await recordsOf(survivor)).toEqual([]);
    expect(await partitionRecordsOf(survivor)).toEqual([]);
  }
  expect(steps - 1, 'steps at which it was killed').toBeGreaterThan(10);
});
