import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentOf, openSession, type TestSession } from '../../test/open-session.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { childrenOf, descendantOf, textOf } from '../xml/sim-element.ts';

let clock: VirtualClock;
let simulator: Simulator;
let session: TestSession;

beforeEach(async () => {
  clock = new VirtualClock();
  simulator = await startSimulator({ world: 'pair', clock });
  session = await openSession(simulator);
});

afterEach(() => simulator.close());

const systems = () => simulator.control.state().systems;
const guest = () => systems()[0]?.partitions[0]?.uuid ?? '';
const to = { TargetManagedSystemName: 'right-9009-42A' };

async function start(operation: string, parameters: Readonly<Record<string, string>>, partition = guest()) {
  const items = Object.entries(parameters).map(
    ([name, value]) =>
      `<JobParameter><ParameterName>${name}</ParameterName><ParameterValue>${value}</ParameterValue></JobParameter>`,
  );
  const body = `<JobRequest><JobParameters>${items.join('')}</JobParameters></JobRequest>`;
  const answer = await session.send('PUT', `uom/LogicalPartition/${partition}/do/${operation}`, { body });
  return textOf(contentOf(answer), 'JobID') ?? '';
}

async function look(id: string) {
  const job = contentOf(await session.send('GET', `uom/jobs/${id}`));
  const results = childrenOf(descendantOf(job, 'Results') ?? job, 'JobParameter');
  return {
    status: textOf(job, 'Status'),
    progress: descendantOf(job, 'Progress', 'LinearProgress')?.text,
    result: results.map((result) => textOf(result, 'ParameterValue')).at(-1),
  };
}

async function run(
  operation: string,
  parameters: Readonly<Record<string, string>> = {},
  partition = guest(),
) {
  const id = await start(operation, parameters, partition);
  clock.advance(1_000);
  return look(id);
}

const read = async (path: string, ...names: readonly string[]) =>
  descendantOf(contentOf(await session.send('GET', `uom/${path}`)), ...names)?.text;

describe('Migrate', () => {
  it('tells its progress in the job, the partition and both systems, and ends on the target', async () => {
    const partition = guest();
    const slots = () =>
      Promise.all(
        systems().map(({ uuid }) =>
          read(`ManagedSystem/${uuid}`, 'SystemMigrationInformation', 'NumberOfActiveMigrationsInProgress'),
        ),
      );
    const id = await start('Migrate', { ...to, VirtualSCSIMappings: '12/vios1//16', OVSOverride: '2' });
    clock.advance(1_100);
    expect(await look(id)).toMatchObject({ status: 'RUNNING', progress: '0.25' });
    expect(await slots()).toEqual(['1', '1']);
    const path = `LogicalPartition/${partition}`;
    expect(await read(path, 'MigrationState')).toBe('Migration_In_Progress');
    expect(await read(path, 'ProgressPartitionDataRemaining')).toBe('3072');
    clock.advance(3_000);
    expect(await look(id)).toEqual({ status: 'COMPLETED_OK', progress: '1.0', result: '0' });
    expect(await slots()).toEqual(['0', '0']);
    expect(systems().map(({ partitions }) => partitions.some(({ uuid }) => uuid === partition))).toEqual([
      false,
      true,
    ]);
    expect(await read(path, 'MigrationState')).toBe('Not_Migrating');
  });

  it('ends in an error that tells every reason, as its validation does', async () => {
    simulator.control.openVterm('guest1');
    simulator.control.setRmc('guest1', 'inactive');
    const reasons =
      'SIM-MIGRATION-REFUSED Partition guest1 cannot migrate to right-9009-42A: SIM-RMC-INACTIVE The RMC connection of partition guest1 is inactive; it must be active. SIM-VTERM-OPEN The virtual terminal of partition guest1 is open; close it.';
    for (const operation of ['MigrateValidate', 'Migrate']) {
      expect(await run(operation, to)).toMatchObject({ status: 'COMPLETED_WITH_ERROR', result: reasons });
    }
    expect((await run('CloseVterm')).status).toBe('COMPLETED_OK');
    simulator.control.setRmc('guest1', 'active');
    expect((await run('MigrateValidate', to)).status).toBe('COMPLETED_OK');
    expect((await run('MigrateValidate')).status).toBe('FAILED_BEFORE_COMPLETION');
  });

  it('is stopped by MigrateAbort, or by cancelling its job', async () => {
    const id = await start('Migrate', to);
    clock.advance(1_500);
    expect((await run('MigrateAbort')).status).toBe('COMPLETED_OK');
    expect(await look(id)).toMatchObject({
      status: 'COMPLETED_WITH_ERROR',
      result: 'SIM-MIGRATION-ABORTED The migration of partition guest1 was stopped.',
    });
    const second = await start('Migrate', to);
    clock.advance(1_500);
    expect((await session.send('POST', `uom/jobs/${second}/cancel`)).status).toBe(204);
    expect((await look(second)).status).toBe('CANCELED_BEFORE_COMPLETION');
    expect(systems().map(({ partitions }) => partitions.length)).toEqual([4, 1]);
    expect(systems()[0]?.partitions[0]).toMatchObject({ state: 'running', migrationState: 'Not_Migrating' });
  });

  it('that fails half way is recovered, by force where it is needed', async () => {
    simulator.control.failNextMigration('guest1', {
      at: 'half',
      reason: 'The cable broke.',
      needsForce: true,
    });
    const id = await start('Migrate', to);
    clock.advance(5_000);
    expect(await look(id)).toMatchObject({
      status: 'COMPLETED_WITH_ERROR',
      result: 'SIM-MIGRATION-FAILED The cable broke.',
    });
    expect((await run('MigrateRecover')).result).toMatch(/^SIM-RECOVERY-FORCE/);
    expect((await run('MigrateRecover', { Force: 'true' })).status).toBe('COMPLETED_OK');
    expect((await run('MigrateRecover')).result).toMatch(/^SIM-NOT-MIGRATING/);
  });
});
