import {
  deletePartition as deleteOnPlatform,
  PowerVmError,
  readClientNetworkAdapters,
} from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import {
  createPartition,
  deletePartition,
  describePartition,
  HostError,
  type ManagementAdapter,
  type PartitionSpec,
} from '../src/index.ts';
import {
  adaptersOf,
  changesOf,
  hostErrorOf,
  instance,
  partition,
  partitionCase,
  partitionRecordsOf,
  partitionsNamed,
  shownOf,
  specOf,
} from './partition-case.ts';
import { fourPlaces, noSignal } from './simulated-host.ts';

describe.each(['hmc', 'novalink'] as const)('a partition is created on %s', (personality) => {
  test('as its spec says, off, not started with its system, and with its management network', async () => {
    const simulated = await partitionCase({ personality });
    const { compute } = simulated;
    const record = await createPartition(compute, { spec: specOf(), instance }, noSignal);
    expect(record).toEqual({
      system: compute.host.system,
      partition,
      state: 'created',
      spec: specOf({ managementAdapter: expect.any(Object) as ManagementAdapter }),
      instance,
      askedBy: 'nova',
      changedAt: '1970-01-01T00:00:00.000Z',
    });
    expect(await shownOf(compute)).toMatchObject({
      partitionName: 'instance-00000007',
      partitionUuid: partition,
      partitionType: 'AIX/Linux',
      partitionState: 'not activated',
      autoStart: false,
      ioConfiguration: { maximumVirtualSlots: 64 },
      memory: { minimumMemory: 1_024, desiredMemory: 2_048, maximumMemory: 4_096 },
      processors: {
        hasDedicatedProcessors: false,
        sharingMode: 'uncapped',
        shared: { desiredProcessingUnits: 0.5, desiredVirtualProcessors: 2, uncappedWeight: 64 },
      },
    });
    expect(await adaptersOf(compute)).toEqual([4094]);
    expect(compute.host.snapshot().partitions.map(({ name }) => name)).toContain('instance-00000007');
    expect(await describePartition(compute, partition, noSignal)).toMatchObject({
      name: 'instance-00000007',
      state: 'not activated',
      power: 'shutdown',
      memory: { current: 2_048, maximum: 4_096 },
      processors: 2,
      processingUnits: 0.5,
    });
  });

  test('built again, it has its management adapter with the same MAC and slot', async () => {
    const { compute } = await partitionCase({ personality });
    const { spec } = await createPartition(compute, { spec: specOf(), instance }, noSignal);
    const adapter = spec.managementAdapter;
    expect(adapter).toMatchObject({ mac: expect.stringMatching(/^[0-9A-F]{12}$/), slot: expect.any(Number) });
    await deletePartition(compute, partition, noSignal);
    // Another takes what would be next.
    await createPartition(compute, { spec: specOf({ name: 'between' }) }, noSignal);

    const again = await createPartition(compute, { spec, instance }, noSignal);

    expect(again.spec.managementAdapter).toEqual(adapter);
    const place = { system: compute.host.system, partition };
    const shown = await readClientNetworkAdapters(compute.host.session, place, noSignal);
    expect(shown.map(({ values }) => values)).toMatchObject([
      { macAddress: adapter?.mac, virtualSlotNumber: adapter?.slot },
    ]);
  });

  test('built again because others have deleted it, it has the management adapter that is recorded', async () => {
    const { compute } = await partitionCase({ personality });
    const { spec } = await createPartition(compute, { spec: specOf(), instance }, noSignal);
    const { session, system } = compute.host;
    await deleteOnPlatform(session, { system, partition }, noSignal);
    await createPartition(compute, { spec: specOf({ name: 'between' }) }, noSignal);

    const again = await createPartition(compute, { spec: specOf(), instance }, noSignal);

    expect(again.spec.managementAdapter).toEqual(spec.managementAdapter);
    const [shown] = await readClientNetworkAdapters(session, { system, partition }, noSignal);
    expect(shown?.values.macAddress).toBe(spec.managementAdapter?.mac);
  });

  test('with dedicated or capped processors, and without a management network', async () => {
    const { compute } = await partitionCase({ personality });
    const dedicated: PartitionSpec['processors'] = {
      kind: 'dedicated',
      count: { minimum: 1, desired: 2, maximum: 3 },
    };
    const spec = specOf({ processors: dedicated, managementNetwork: false });
    await createPartition(compute, { spec, instance }, noSignal);
    expect((await shownOf(compute)).processors).toMatchObject({
      hasDedicatedProcessors: true,
      dedicated: { minimumProcessors: 1, desiredProcessors: 2, maximumProcessors: 3 },
    });
    expect(await adaptersOf(compute)).toEqual([]);
    const capped = specOf({
      name: 'capped',
      processors: {
        kind: 'shared',
        virtual: { minimum: 1, desired: 1, maximum: 1 },
        units: { minimum: 0.1, desired: 0.1, maximum: 1 },
        uncappedWeight: undefined,
      },
    });
    const { partition: made } = await createPartition(compute, { spec: capped }, noSignal);
    expect((await shownOf(compute, made)).processors.sharingMode).toBe('capped');
    for (const again of [spec, capped]) {
      const request = again === spec ? { spec, instance } : { spec: capped };
      await expect(createPartition(compute, request, noSignal)).resolves.toMatchObject({ state: 'created' });
    }
  });

  test('once, however often it is asked for', async () => {
    const simulated = await partitionCase({ personality });
    const ask = () => createPartition(simulated.compute, { spec: specOf() }, noSignal);
    const first = await ask();
    simulated.simulator.control.resetCounters();
    expect(await ask()).toEqual(first);
    expect(changesOf(simulated)).toEqual([]);
    expect(partitionsNamed(simulated)).toHaveLength(1);
  });
});

describe('a partition is not created', () => {
  test('when its spec makes no sense: every fault is told, nothing is sent or recorded', async () => {
    const simulated = await partitionCase();
    const spec = specOf({
      name: 'web<1>',
      memory: { minimum: 1_000, desired: 512, maximum: 4_096 },
      processors: {
        kind: 'shared',
        virtual: { minimum: 1, desired: 2, maximum: 1.5 },
        units: { minimum: 0.01, desired: 3, maximum: 4.005 },
        uncappedWeight: 256,
      },
      maximumVirtualSlots: 1,
    });
    const failure = await hostErrorOf(createPartition(simulated.compute, { spec, instance }, noSignal));
    expect(failure.code).toBe('PARTITION_SPEC_INVALID');
    expect(failure.explanation).toEqual([
      expect.stringContaining('the name "web<1>" is not 1 to 31 characters'),
      'memory in MB, 1000 / 512 / 4096 (minimum / desired / maximum), are not in rising order from 128',
      'memory in MB, 1000 / 512 / 4096 (minimum / desired / maximum), are not multiples of 256',
      'virtual processors, 1 / 2 / 1.5 (minimum / desired / maximum), are not in rising order from 1',
      'virtual processors, 1 / 2 / 1.5 (minimum / desired / maximum), are not multiples of 1',
      'processing units, 0.01 / 3 / 4.005 (minimum / desired / maximum), are not in rising order from 0.05',
      'processing units, 0.01 / 3 / 4.005 (minimum / desired / maximum), are not multiples of 0.01',
      expect.stringContaining('3 processing units do not fit 2 virtual processors'),
      'the uncapped weight, 256, is not 0 to 255',
      'the maximum of virtual slots, 1, is not 2 to 65534',
    ]);
    expect(changesOf(simulated)).toEqual([]);
    expect(await partitionRecordsOf(simulated.compute)).toEqual([]);
  });

  test('when its name or UUID is another one’s, or it was asked for with other properties', async () => {
    const simulated = await partitionCase();
    const { compute } = simulated;
    const namesake = createPartition(compute, { spec: specOf({ name: 'lpar2' }), instance }, noSignal);
    expect(await hostErrorOf(namesake)).toMatchObject({
      code: 'PARTITION_EXISTS',
      explanation: ['it has the name, and another UUID'],
    });
    const uuid = simulated.partition('lpar2');
    const foreign = await hostErrorOf(createPartition(compute, { spec: specOf(), uuid }, noSignal));
    expect(foreign).toMatchObject({ code: 'PARTITION_EXISTS' });
    expect(foreign.explanation).toEqual([
      'it was not created here',
      'name: instance-00000007 is asked for, lpar2 is there',
      'memory in MB: 1024 / 2048 / 4096 is asked for, 2048 / 4096 / 8192 is there',
      expect.stringMatching(/^processors: .* weight 64 is asked for, .* weight 128 is there$/),
    ]);
    await createPartition(compute, { spec: specOf(), instance }, noSignal);
    const spec = specOf({ maximumVirtualSlots: 128 });
    const other = await hostErrorOf(createPartition(compute, { spec, instance }, noSignal));
    expect(other.message).toContain('was asked for by nova and as another one: ');
    expect(await partitionRecordsOf(compute)).toEqual(['instance-00000007 created']);
  });

  test('when the platform refuses it: no record stays', async () => {
    const simulated = await partitionCase();
    const memory = { minimum: 1_024, desired: 1_024 * 1_024 * 1_024, maximum: 1_024 * 1_024 * 1_024 };
    const asked = createPartition(simulated.compute, { spec: specOf({ memory }), instance }, noSignal);
    await expect(asked).rejects.toThrow(PowerVmError);
    expect(partitionsNamed(simulated)).toEqual([]);
    expect(await partitionRecordsOf(simulated.compute)).toEqual([]);
  });

  test('when the store is full: nothing is sent', async () => {
    const simulated = await partitionCase();
    const { compute } = simulated;
    const full = () => Promise.reject(new HostError('STORE_FULL', 'the store is full'));
    const partitions = { ...compute.records.partitions, put: full };
    const crowded = { ...compute, records: { ...compute.records, partitions } };
    const failure = await hostErrorOf(createPartition(crowded, { spec: specOf(), instance }, noSignal));
    expect(failure.code).toBe('STORE_FULL');
    expect(changesOf(simulated)).toEqual([]);
  });
});

test('answers that are lost are healed by looking again', async () => {
  for (const fault of ['drop-after', 'truncate', 'drop-before'] as const) {
    for (const path of ['/LogicalPartition\\?', 'ClientNetworkAdapter']) {
      const simulated = await partitionCase({ world: fourPlaces });
      const { compute, simulator } = simulated;
      simulator.control.inject({ match: { method: 'PUT', path }, fault });
      const ask = () => createPartition(compute, { spec: specOf(), instance }, noSignal);
      const told = await ask().then(
        () => 'done',
        () => 'failed',
      );
      if (fault !== 'drop-before') expect(told, `${fault} of ${path}`).toBe('done');
      await ask();
      expect(partitionsNamed(simulated)).toHaveLength(1);
      expect(await adaptersOf(compute)).toEqual([4094]);
      expect(await partitionRecordsOf(compute)).toEqual(['instance-00000007 created']);
    }
  }
});

test('a partition that lacks its adapter is told of, and completed when it is asked for again', async () => {
  const simulated = await partitionCase();
  const { compute, simulator } = simulated;
  simulator.control.inject({ match: { method: 'PUT', path: 'ClientNetworkAdapter' }, fault: '412' });
  const ask = () => createPartition(compute, { spec: specOf(), instance }, noSignal);
  const failure = await hostErrorOf(ask());
  expect(failure.code).toBe('PARTITION_INCOMPLETE');
  expect(failure.message).toContain(
    `partition instance-00000007 (${partition}) is defined and has no management adapter: PUT `,
  );
  expect(await partitionRecordsOf(compute)).toEqual(['instance-00000007 creating']);
  await ask();
  expect(await adaptersOf(compute)).toEqual([4094]);
  expect(await partitionRecordsOf(compute)).toEqual(['instance-00000007 created']);
});
