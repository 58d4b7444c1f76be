import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VnicRecord } from '@powervm-sriov/compute-driver';
import {
  parseMacAddress,
  parsePartitionUuid,
  parseSystemUuid,
  untagged,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { openRecordStore } from '@powervm-sriov/store';
import { describe, expect, test } from 'vitest';
import { recordsOnDemand } from '../src/connection/records-on-demand.ts';
import { type CapturedRun, runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

const mac = 'fa:16:3e:00:00:01';
const create = `vnic create -p lpar1 --network prod_net --mac ${mac}`;
const noSignal = new AbortController().signal;

async function lab() {
  const folder = await testFolder();
  const state = join(folder, 'lab.json');
  const run = (line: string, options: CapturedRun = {}) =>
    runCaptured([...words(line), '--world', 'small', '--state', state], { env: { USER: 'ana' }, ...options });
  const values = async (line: string): Promise<unknown> => JSON.parse((await run(`${line} -f json`)).out);
  const system = async () => ((await values('host list -c uuid')) as { uuid: string }[])[0]?.uuid ?? '';
  const partition = async () => ((await values('lpar show lpar1 -c uuid')) as { uuid: string }).uuid;
  return { folder, state, run, values, system, partition };
}

describe('what was asked for', () => {
  test('is written down beside the state of the world, and shown', async () => {
    const { run, values } = await lab();
    expect(await run(`${create} --capacity 4% --redundancy 2`)).toMatchObject({ code: 0 });
    expect(await values('vnic list -c record -c asked_for')).toEqual([
      { record: 'yes', asked_for: '2 devices, 4.0%, by operator ana', simulated: true },
    ]);
    expect(await run(`vnic delete ${mac}`)).toMatchObject({ code: 0 });
    expect(await run(create)).toMatchObject({ code: 0 });
  });

  test('goes with the world that it was asked of', async () => {
    const { folder, run, values } = await lab();
    await run(create);
    await rm(join(folder, 'lab.json'));
    expect(await values('vnic list')).toEqual([]);
    expect(await run('vnic heal')).toMatchObject({
      code: 0,
      err: expect.stringContaining('as it was asked for'),
    });
  });

  test('is kept in the file of the user for real consoles only, and there only when something is written', async () => {
    const { folder, run } = await lab();
    const env = { HOME: folder, USER: 'ana' };
    await run(create, { env });
    expect(existsSync(join(folder, '.local'))).toBe(false);
    const both = await runCaptured(words(`vnic list --world small --records ${folder}/mine`), { env });
    expect(both).toMatchObject({
      code: 2,
      err: expect.stringContaining('--records: not together with a simulated console'),
    });

    const file = join(folder, 'deep', 'records.sqlite');
    const records = recordsOnDemand(file);
    expect(await records.vnics.list({}, noSignal)).toEqual([]);
    expect(existsSync(file)).toBe(false);
    await records.vnics.put([madeUp], noSignal);
    await records.close();
    const again = recordsOnDemand(file);
    expect(await again.vnics.list({}, noSignal)).toEqual([madeUp]);
    await again.close();
  });
});

describe('a program that', () => {
  test('died while it plugged has its vNIC forgotten, and said so, before the next change', async () => {
    const { run, state, system, partition } = await lab();
    await run('vnic list');
    const record = {
      ...madeUp,
      system: parseSystemUuid(await system()),
      partition: parsePartitionUuid(await partition()),
    };
    const records = await openRecordStore({ file: `${state}.records` });
    await records.vnics.put([record], noSignal);
    await records.close();
    const { code, err } = await run(create);
    expect(code).toBe(0);
    expect(err).toContain(
      'vNIC fa:16:3e:00:00:77, interrupted (operator bo): its record was dropped, it was asked for, and never created\n',
    );
    expect((await run('vnic list -c mac -f value')).out).toBe(`${mac}\n`);
  });

  test('is at work, in a process of its own, keeps others off its system until it ends', async () => {
    const { run, state, system } = await lab();
    await run('vnic list');
    await (await openRecordStore({ file: `${state}.records` })).close();
    const lock = `${state}.records-lock-${(await system()).toUpperCase()}`;
    const holder = await holdInAnotherProcess(lock);
    const refused = await run(create);
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toContain('is being changed by another program on the same records');
    expect((await run('vnic list')).code).toBe(0);
    await holder.end();
    expect(await run(create)).toMatchObject({ code: 0 });
  });

  test('is at work is named', async () => {
    const { run, state, system } = await lab();
    await run(create);
    const records = await openRecordStore({ file: `${state}.records` });
    const held = await records.locks.hold(
      {
        system: parseSystemUuid(await system()),
        holder: 'pvm-sriov vnic create (pid 7, operator bo)',
      },
      noSignal,
    );
    const { code, err } = await run(`vnic delete ${mac}`);
    expect(code).toBe(3);
    expect(err).toMatch(
      /system small-9009-42A is being changed by pvm-sriov vnic create \(pid 7, operator bo\)/,
    );
    await held.release();
    await records.close();
  });
});

/** Holds the lock as the store does, and lives until it is killed. */
async function holdInAnotherProcess(file: string) {
  const program = `
    const { createRequire } = require('node:module');
    const sqlite = process.getBuiltinModule?.('node:sqlite');
    const Database = sqlite ? sqlite.DatabaseSync : createRequire(process.argv[1])('libsql');
    new Database(process.argv[2]).exec('begin exclusive');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const store = join(import.meta.dirname, '..', '..', '..', 'packages', 'store', 'package.json');
  const child = spawn(process.execPath, ['-e', program, store, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    end: () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

const madeUp: VnicRecord = {
  system: parseSystemUuid('22dadf02-86ee-3add-980e-74764d241f62'),
  partition: parsePartitionUuid('7F56E68F-1AFE-3273-911B-7BD125E09E13'),
  mac: parseMacAddress('fa:16:3e:00:00:77'),
  state: 'plugging',
  network: 'prod_net',
  vlan: untagged,
  shape: { redundancy: 2, redundancyPolicy: 'strict' },
  slot: undefined,
  priorities: [],
  instance: undefined,
  portId: undefined,
  pciSlot: undefined,
  askedBy: 'operator bo',
  changedAt: '2026-01-01T00:00:00.000Z',
};
