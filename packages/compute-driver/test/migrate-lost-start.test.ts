import { followMigration, startMigration } from '@powervm-sriov/pypowervm-ts';
import { expect, test } from 'vitest';
import {
  checkSource,
  liveMigration,
  migrateLive,
  preLiveMigration,
  recoverMigration,
  resumeMigration,
} from '../src/index.ts';
import { plugTwo, simulatedPair, smallPair } from './migrate-pair.ts';
import { noSignal } from './simulated-host.ts';

test('a migration that began although its start was not answered is followed to its end', async () => {
  const { pair, sides, partition } = await guestOnLeft();
  pair.control.inject({ match: { method: 'PUT', path: 'do/Migrate$' }, fault: 'drop-after' });
  await migrateLive(sides, { partition }, noSignal);
  expect(await whereabouts(pair)).toEqual({ phase: 'done', systems: ['right'] });
});

test('one that never began is told so after a while, and rolled back', async () => {
  const { pair, sides, partition } = await guestOnLeft();
  pair.control.inject({ match: { method: 'PUT', path: 'do/Migrate$' }, fault: 'drop-before' });
  const begun = pair.clock.now();
  await expect(migrateLive(sides, { partition }, noSignal)).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('the platform left it on its source'),
  });
  expect(pair.clock.now() - begun).toBeGreaterThan(30_000);
  expect(await whereabouts(pair)).toEqual({ phase: 'rolled-back', systems: ['left'] });
});

test('one that arrives after it was given up is recovered: the partition is taken over where it is', async () => {
  const { pair, sides, partition } = await guestOnLeft();
  const { source, target } = { ...sides, source: { ...sides.source, startPatience: 0 } };
  const { session, system } = source.host;
  pair.control.inject({ match: { method: 'PUT', path: 'do/Migrate$' }, fault: 'drop-before' });
  const { id } = await preLiveMigration(
    target,
    { offer: await checkSource(source, partition, noSignal) },
    noSignal,
  );
  const to = { systemName: target.host.snapshot().system.name };
  await expect(liveMigration(source, { id, to }, noSignal)).rejects.toThrow(
    'the platform left it on its source',
  );
  await followMigration(
    session,
    await startMigration(session, { system, partition }, to, noSignal),
    {},
    noSignal,
  );
  await expect(resumeMigration([source, target], id, noSignal)).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining("the target shows the partition as 'running'"),
  });
  await expect(migrateLive(sides, { partition }, noSignal)).rejects.toThrow(
    'of partition guest1 is being taken back: wait for it, resume it or recover it before another one begins',
  );
  expect(await recoverMigration([source, target], { id }, noSignal)).toMatchObject({ phase: 'done' });
  expect(await whereabouts(pair)).toEqual({ phase: 'done', systems: ['right'] });
  expect(await pair.wanted()).toEqual(['right FA163E000001 plugged', 'right FA163E000002 plugged']);
});

async function guestOnLeft() {
  const pair = await simulatedPair({ world: smallPair });
  const sides = await pair.open();
  const partition = pair.partition('guest1');
  await plugTwo(sides.source, partition);
  return { pair, sides, partition };
}

async function whereabouts(pair: Awaited<ReturnType<typeof simulatedPair>>) {
  const [record] = await pair.records.migrations.list({}, noSignal);
  const systems = new Set(pair.vnics().map((line) => line.split(' ')[0]));
  return { phase: record?.phase, systems: [...systems] };
}
