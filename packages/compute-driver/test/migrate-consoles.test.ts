import { readAuthorizedKeys, readPublicKey } from '@powervm-sriov/pypowervm-ts';
import { expect, test } from 'vitest';
import {
  checkCanMigrateDestination,
  cleanReturnedSource,
  confirmColdMigration,
  createPartition,
  evacuate,
  migrateCold,
  migrateLive,
  openManagedHosts,
  powerOn,
  resumeMigration,
  revertColdMigration,
} from '../src/index.ts';
import { coldSpec, plugTwo, simulatedNovaLinks } from './migrate-pair.ts';
import { macOf, noSignal } from './simulated-host.ts';

const both = [macOf(1), macOf(2)];

async function ourPartition() {
  const { left, right, records } = await simulatedNovaLinks();
  const [source, target] = [await left.open(), await right.open()];
  const { partition } = await createPartition(source, { spec: coldSpec }, noSignal);
  await plugTwo(source, partition);
  await powerOn(source, partition, noSignal);
  return { left, right, records, sides: { source, target }, partition };
}

test('a partition moves powered off between two NovaLinks, back, and over again', async () => {
  const { left, right, sides, partition } = await ourPartition();
  const first = await migrateCold(sides, { partition }, noSignal);
  expect([left.macs(), right.macs()]).toEqual([both, both]);
  expect(await revertColdMigration(sides, first.id, noSignal)).toMatchObject({ phase: 'rolled-back' });
  expect([left.macs(), right.macs()]).toEqual([both, []]);
  const second = await migrateCold(sides, { partition }, noSignal);
  expect(second.id).not.toBe(first.id);
  expect(await confirmColdMigration(sides.source, second.id, noSignal)).toMatchObject({ phase: 'done' });
  expect([left.macs(), right.macs()]).toEqual([[], both]);
  const back = { source: sides.target, target: sides.source };
  expect(await migrateCold(back, { partition }, noSignal)).toMatchObject({ phase: 'awaiting-confirm' });
});

test('a live migration between two NovaLinks begins with the key of the one in the hands of the other', async () => {
  const { left, right } = await simulatedNovaLinks();
  const [source, target] = [await left.open(), await right.open()];
  const [guest] = source.host.snapshot().partitions;
  if (guest === undefined) throw new Error('the world has guests');
  await plugTwo(source, guest.uuid);
  const reason = 'wlp of the source is not let in';
  const probeKeys = (): Promise<string> => Promise.resolve(reason);
  const strict = checkCanMigrateDestination(source, target, { partition: guest.uuid, probeKeys }, noSignal);
  await expect(strict).rejects.toMatchObject({ code: 'MIGRATION_REFUSED', explanation: [reason] });
  // The simulator's consoles do not know each other, and so refuse it in the end.
  const refused = migrateLive({ source, target }, { partition: guest.uuid }, noSignal);
  await expect(refused).rejects.toMatchObject({ code: 'MIGRATION_REFUSED' });
  const key = await readPublicKey(source.host.session, noSignal);
  expect(await readAuthorizedKeys(target.host.session, noSignal)).toContain(key);
  expect(target.host.reservations()).toEqual([]);
  const [record] = await target.records.migrations.list({}, noSignal);
  expect(record?.phase).toBe('rolled-back');
});

test('a console that does not tell its keys is among the reasons why it cannot migrate live', async () => {
  const { left, right, records } = await simulatedNovaLinks();
  const [source, target] = [await left.open(), await right.open()];
  const { session } = source.host;
  const peer = { session: target.host.session, address: 'right', user: '' };
  const hosts = openManagedHosts({ session, peer, records });
  const [guest] = source.host.snapshot().partitions;
  if (guest === undefined) throw new Error('the world has guests');
  const ends = { source: source.host.system, target: target.host.system };
  const check = { ...ends, kind: 'live', partition: guest.uuid } as const;
  expect(await hosts.checkMigration(check, noSignal)).toMatchObject({ outcome: 'full' });
  const match = { path: '^/rest/api/uom/ManagementConsole' };
  right.simulator.control.inject({ match, fault: 'busy', times: 1_000 });
  await expect(hosts.checkMigration(check, noSignal)).rejects.toMatchObject({
    code: 'MIGRATION_REFUSED',
    explanation: [expect.stringMatching(/^the NovaLink of right-9009-42A does not tell its keys: /)],
  });
});

test('a partition of a dead NovaLink is evacuated without its console, which is cleaned when it is back', async () => {
  const { left, right, records, sides, partition } = await ourPartition();
  const source = sides.source.host.system;
  left.simulator.control.setSystemPower('left-9009-42A', 'off');
  left.die();
  const fencing = { kind: 'statement', by: 'operator root', text: 'pulled its power' } as const;
  const target = await right.open();
  const { id, phase } = await evacuate(target, { source, partition, fencing }, noSignal);
  expect(phase).toBe('awaiting-source');
  expect(right.macs()).toEqual(both);
  expect((await resumeMigration([target], id, noSignal)).phase).toBe('awaiting-source');
  await expect(cleanReturnedSource({ source: sides.source, target }, id, noSignal)).rejects.toMatchObject({
    code: 'ANSWER_LOST',
  });
  expect((await records.migrations.find({ id }, noSignal))?.phase).toBe('awaiting-source');
  left.revive();
  left.simulator.control.setSystemPower('left-9009-42A', 'on');
  expect(left.macs()).toEqual(both);
  const back = { source: await left.open(), target };
  expect(await cleanReturnedSource(back, id, noSignal)).toMatchObject({ phase: 'done' });
  expect([left.macs(), right.macs()]).toEqual([[], both]);
});
