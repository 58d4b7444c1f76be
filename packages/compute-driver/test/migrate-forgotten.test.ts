import { expect, test } from 'vitest';
import { forgetMigrations, type MigrationRecord } from '../src/index.ts';
import { plugTwo, simulatedPair, smallPair } from './migrate-pair.ts';
import { migrationOf } from './migration-record.ts';
import { noSignal } from './simulated-host.ts';

test('of the migrations that have left a host only the last stay on record, and those that something needs', async () => {
  const pair = await simulatedPair({ world: smallPair });
  const { source, target } = await pair.open();
  const [system, other] = [source.host.system, target.host.system];
  const [moved, stranded] = [pair.partition('guest1'), pair.partition('guest2')];
  await plugTwo(source, stranded);
  const vnics = await pair.records.vnics.list({ system }, noSignal);
  await pair.records.vnics.remove(vnics, noSignal);

  let day = 0;
  const record = (change: Partial<MigrationRecord>): MigrationRecord => {
    day += 1;
    const changedAt = `2026-01-0${day}`;
    const route = { source: system, target: other, changedAt };
    return migrationOf({ system, partition: moved }, { id: `m-${day}`, ...route, ...change });
  };
  const all = [
    record({ phase: 'done' }),
    record({ phase: 'done', partition: stranded, vnics }),
    record({ phase: 'awaiting-confirm' }),
    record({ phase: 'quarantined', kind: 'evacuate' }),
    record({ phase: 'rolled-back' }),
    record({ phase: 'done' }),
    record({ phase: 'rolled-back', source: other, target: system }),
    record({ phase: 'done', source: other, target: system }),
  ];
  await pair.records.migrations.put(all, noSignal);
  const left = async () => (await pair.records.migrations.list({}, noSignal)).map(({ id }) => id);

  expect(await forgetMigrations(source, noSignal)).toEqual([]);
  expect(await forgetMigrations({ ...source, keptMigrations: 1 }, noSignal)).toMatchObject([
    { id: 'm-6' },
    { id: 'm-1' },
  ]);
  expect(await left()).toEqual(['m-2', 'm-3', 'm-4', 'm-5', 'm-7', 'm-8']);
  await forgetMigrations({ ...target, keptMigrations: 0 }, noSignal);
  expect(await left()).toEqual(['m-2', 'm-3', 'm-4', 'm-7']);
});
