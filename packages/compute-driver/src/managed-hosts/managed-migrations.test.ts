import { startSimulator, VirtualClock } from '@powervm-sriov/powervm-simulator';
import { type Clock, openSession } from '@powervm-sriov/pypowervm-ts';
import {
  parseMacAddress,
  parsePartitionUuid,
  parseSystemUuid,
  untagged,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, onTestFinished, test } from 'vitest';
import { memoryRecordStore } from '../records/memory-record-store.ts';
import type { Finished } from './host-access.ts';
import { openManagedHosts } from './open-managed-hosts.ts';

const signal = new AbortController().signal;
const mac = parseMacAddress('fa:16:3e:00:00:01');

/** Programs on one console and the same records. */
async function programsOnPair() {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ world: 'pair', clock });
  onTestFinished(() => simulator.close());
  const records = memoryRecordStore();
  const told: string[] = [];
  const { transport, user, password } = simulator;
  const open = async (askedBy: string) => {
    const session = await openSession({
      transport,
      credentials: { user, password },
      clock: hastyClock(clock),
    });
    const onFinished = ({ record, outcome }: Finished) => told.push(`${record.askedBy}: ${outcome}`);
    return openManagedHosts({ session, records, askedBy, holder: `${askedBy}, pid 7`, onFinished });
  };
  const [left, right] = simulator.control.state().systems;
  const guest = left?.partitions[0]?.uuid ?? '';
  const route = {
    source: parseSystemUuid(left?.uuid ?? ''),
    target: parseSystemUuid(right?.uuid ?? ''),
    partition: parsePartitionUuid(guest),
  };
  return { open, route, records, told };
}

test('while one program follows a live migration, another is kept off both systems, and can call it back', async () => {
  const { open, route } = await programsOnPair();
  const [ana, bo] = [await open('operator ana'), await open('operator bo')];
  const { source, target, partition } = route;
  const shape = {
    redundancy: 2,
    redundancyPolicy: 'strict',
    capacity: undefined,
    maxCapacity: undefined,
  } as const;
  const vnic = { mac, network: 'prod_net', vlan: untagged, ...shape };
  await ana.plugVnic(source, { partition, vnic }, signal);

  const asides: Promise<unknown>[] = [];
  const onProgress = (): void => {
    if (asides.length > 0) return;
    const plugging = (system: typeof source) => bo.plugVnic(system, { partition, vnic }, signal);
    asides.push(
      expect(plugging(source)).rejects.toMatchObject({
        code: 'HOST_LOCKED',
        message: expect.stringContaining('system left-9009-42A is being changed by operator ana, pid 7'),
      }),
      expect(plugging(target)).rejects.toMatchObject({ code: 'HOST_LOCKED' }),
      bo.listMigrations(signal).then(([migration]) => bo.abortMigration(migration?.id ?? '', signal)),
    );
  };
  await expect(ana.migrateLive({ ...route, onProgress }, signal)).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
  });
  expect(asides).toHaveLength(3);
  await Promise.all(asides);

  expect(await bo.listMigrations(signal)).toMatchObject([{ kind: 'live', phase: 'rolled-back' }]);
  expect((await bo.view(source, signal)).snapshot.vnics).toMatchObject([{ mac, partitionUuid: partition }]);
  expect(await bo.unplugVnic(source, { partition, mac }, signal)).toMatchObject({ outcome: 'removed' });
});

test('what a dead program was plugging is brought to rest, and told, before the next change of that system alone', async () => {
  const { open, route, records, told } = await programsOnPair();
  const { source: system, target, partition } = route;
  const ana = await open('operator ana');
  const whose = { instance: undefined, portId: undefined, pciSlot: undefined, askedBy: 'operator bo' };
  const shape = { redundancy: 2, redundancyPolicy: 'strict' } as const;
  const wish = { network: 'prod_net', vlan: untagged, shape, slot: undefined, priorities: [] };
  const record = { system, partition, mac, state: 'plugging', changedAt: '', ...wish, ...whose } as const;
  await records.vnics.put([record], signal);

  await ana.startMaintenance(target, { place: { kind: 'host' }, note: 'move' }, signal);
  expect(await ana.listRecorded(system, signal)).toHaveLength(1);
  await ana.startMaintenance(system, { place: { kind: 'host' }, note: 'move' }, signal);
  expect(await ana.listRecorded(system, signal)).toEqual([]);
  expect(told).toEqual(['operator bo: forgotten']);
});

/** Waits pass at once, and the platform's time with them; deadlines of requests are never reached. */
function hastyClock(simulated: VirtualClock): Clock {
  return {
    now: () => simulated.now(),
    sleep: (milliseconds, until) =>
      new Promise((resolve, reject) => {
        until.addEventListener('abort', () => reject(until.reason as Error), { once: true });
        if (milliseconds >= 60_000) return;
        simulated.advance(Math.min(milliseconds, 500));
        setImmediate(resolve);
      }),
  };
}
