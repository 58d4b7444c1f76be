import {
  abortMigration,
  addAuthorizedKey,
  closeVterm,
  followMigration,
  readAuthorizedKeys,
  readPublicKey,
  recoverMigration,
  renamePartition,
  startMigration,
  validateMigration,
} from '@powervm-sriov/pypowervm-ts';
import { describe, expect, test } from 'vitest';
import { partitionCase } from './partition-case.ts';
import { noSignal } from './simulated-host.ts';

/* The client's operations on partitions against the simulator: both sides were made from the same facts, apart. */

describe.each(['hmc', 'novalink'] as const)('on %s', (personality) => {
  test('a partition is renamed, and its virtual terminal closed', async () => {
    const { compute, simulator, partition } = await partitionCase({ personality });
    const { session, system } = compute.host;
    const place = { system, partition: partition('lpar1') };
    simulator.control.openVterm('lpar1');
    await closeVterm(session, place, noSignal);
    await renamePartition(session, place, 'lpar1-old', noSignal);
    expect(simulator.control.state().systems[0]?.partitions[0]).toMatchObject({
      uuid: place.partition,
      name: 'lpar1-old',
      hasOpenVterm: false,
    });
  });
});

test('keys are exchanged between NovaLinks', async () => {
  const { session } = (await partitionCase({ personality: 'novalink' })).compute.host;
  expect(await readPublicKey(session, noSignal)).toMatch(/^ssh-rsa \S+ wlp@/);
  for (const key of ['ssh-rsa AAAA wlp@left', 'ssh-rsa BBBB wlp@right', 'ssh-rsa AAAA wlp@left']) {
    await addAuthorizedKey(session, key, noSignal);
  }
  expect(await readAuthorizedKeys(session, noSignal)).toEqual([
    'ssh-rsa AAAA wlp@left',
    'ssh-rsa BBBB wlp@right',
  ]);
});

describe('a migration', () => {
  const right = { systemName: 'right-9009-42A' };

  async function pair() {
    const simulated = await partitionCase({ world: 'pair', system: 'left-9009-42A' });
    const { host } = simulated.compute;
    const place = { system: host.system, partition: simulated.partition('guest1') };
    const homes = () => {
      const { systems } = simulated.simulator.control.state();
      const homesOf = systems.filter(({ partitions }) => partitions.some(({ name }) => name === 'guest1'));
      return homesOf.map(({ name }) => name);
    };
    return { ...simulated, session: host.session, place, homes };
  }

  test('is refused with every reason, each on its own', async () => {
    const { session, place, simulator } = await pair();
    simulator.control.setRmc('guest1', 'inactive');
    simulator.control.openVterm('guest1');
    const refused = await validateMigration(session, place, right, noSignal);
    expect(refused).toMatchObject({ outcome: 'failed', status: 'COMPLETED_WITH_ERROR' });
    expect(refused.messages).toEqual([
      expect.stringMatching(/^SIM-MIGRATION-REFUSED .*:$/) as unknown,
      expect.stringMatching(/^SIM-RMC-INACTIVE /) as unknown,
      expect.stringMatching(/^SIM-VTERM-OPEN /) as unknown,
    ]);
  });

  test('is followed to its end by another process than the one that started it', async () => {
    const { session, place, homes, open } = await pair();
    expect(await validateMigration(session, place, right, noSignal)).toMatchObject({ outcome: 'done' });
    const job = await startMigration(session, place, right, noSignal);
    const told: (number | undefined)[] = [];
    const following = { onProgress: (fraction: number | undefined) => void told.push(fraction) };
    const end = await followMigration((await open()).session, job, following, noSignal);
    expect(end).toMatchObject({ outcome: 'done', messages: [] });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted());
    expect(homes()).toEqual(['right-9009-42A']);
  });

  test('is called back', async () => {
    const { session, place, homes } = await pair();
    const job = await startMigration(session, place, right, noSignal);
    let called: Promise<unknown> | undefined;
    const onProgress = (fraction = 0): void => {
      if (fraction > 0) called ??= abortMigration(session, place, noSignal);
    };
    expect(await followMigration(session, job, { onProgress }, noSignal)).toMatchObject({
      outcome: 'failed',
    });
    expect(await called).toMatchObject({ outcome: 'done' });
    expect(homes()).toEqual(['left-9009-42A']);
  });

  test('that failed half way is recovered, by force where it needs that', async () => {
    const { session, place, homes, simulator } = await pair();
    simulator.control.failNextMigration('guest1', {
      at: 'half',
      reason: 'The link broke.',
      needsForce: true,
    });
    const job = await startMigration(session, place, right, noSignal);
    const end = await followMigration(session, job, {}, noSignal);
    expect(end).toMatchObject({ outcome: 'failed' });
    expect(end.messages.join()).toContain('The link broke.');
    expect(await recoverMigration(session, place, {}, noSignal)).toMatchObject({ outcome: 'failed' });
    const forced = await recoverMigration(session, place, { force: true }, noSignal);
    expect(forced).toMatchObject({ outcome: 'done' });
    expect(homes()).toEqual(['left-9009-42A']);
  });
});
