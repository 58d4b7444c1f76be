import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSession } from '../../test/open-session.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { type Simulator, startSimulator } from '../simulator.ts';

async function startMigration(simulator: Simulator): Promise<string> {
  const session = await openSession(simulator);
  const [left] = simulator.control.state().systems;
  const uuid = left?.partitions[0]?.uuid ?? '';
  const parameter =
    '<JobParameter><ParameterName>TargetManagedSystemName</ParameterName><ParameterValue>right-9009-42A</ParameterValue></JobParameter>';
  const body = `<JobRequest><JobParameters>${parameter}</JobParameters></JobRequest>`;
  await session.send('PUT', `uom/LogicalPartition/${uuid}/do/Migrate`, { body });
  return uuid;
}

const namesOf = ({ control }: Simulator) =>
  control.state().systems.map(({ partitions }) => partitions.map(({ name }) => name));

it('a restarted console has forgotten its clients, and lets a migration go on', async () => {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ world: 'pair', clock });
  const before = await openSession(simulator);
  const etag = async (session: typeof before) =>
    (await session.send('GET', 'uom/VirtualIOServer')).headers.etag;
  await before.send('GET', 'uom/Event?QUEUE_APPLICATIONID=1');
  const first = await etag(before);
  await startMigration(simulator);
  clock.advance(1_500);
  simulator.control.restartConsole();
  expect((await before.send('GET', 'uom/ManagedSystem')).status).toBe(401);
  const after = await openSession(simulator);
  expect((await after.send('GET', 'uom/Event?QUEUE_APPLICATIONID=1')).body).toContain('NEW_CLIENT');
  expect(await etag(after)).not.toBe(first);
  clock.advance(4_000);
  expect(namesOf(simulator)).toEqual([
    ['guest2', 'guest3', 'guest4'],
    ['spare', 'guest1'],
  ]);
  await simulator.close();
});

it('a migration goes on from a state file, and a dead link stays dead', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'console-faults-'));
  const options = { world: 'pair', stateFile: join(folder, 'state.json') };
  const clock = new VirtualClock();
  const first = await startSimulator({ ...options, clock });
  await startMigration(first);
  clock.advance(1_500);
  first.control.setSystemConnection('right-9009-42A', 'down');
  await first.close();
  const later = new VirtualClock(clock.now());
  const second = await startSimulator({ ...options, clock: later });
  later.advance(10_000);
  expect(namesOf(second)[1]).toEqual(['spare', 'guest1']);
  expect(second.control.state().systems[1]).toMatchObject({ isConnected: false, state: 'operating' });
  const session = await openSession(second);
  const uuid = second.control.state().systems[1]?.uuid;
  const seen = await session.send('GET', `uom/ManagedSystem/${uuid}/LogicalPartition`);
  expect(seen.body).toContain('<MigrationState kb="ROR" kxe="false">Migration_In_Progress<');
  second.control.setSystemPower('right-9009-42A', 'off');
  second.control.setSystemConnection(uuid ?? '', 'up');
  const told = await session.send('GET', `uom/ManagedSystem/${uuid}`);
  expect(told.body).toContain('<State kb="ROR" kxe="false">power off<');
  await second.close();
  await rm(folder, { recursive: true });
});
