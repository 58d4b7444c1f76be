import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator, VirtualClock } from '@powervm-sriov/powervm-simulator';
import {
  parseMacAddress,
  parsePartitionUuid,
  parseSystemUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { openRecordStore } from '@powervm-sriov/store';
import { describe, expect, test } from 'vitest';
import { type CapturedRun, runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

const macs = ['fa:16:3e:00:00:01', 'fa:16:3e:00:00:02'] as const;
const [first, second] = macs;
const adapter = 'U78D3.001.WZS0001-P1-C8';
const noSignal = new AbortController().signal;

/** Behind an HMC, which changes the devices of vNICs that are there. */
async function lab() {
  const state = join(await testFolder(), 'lab.json');
  const world = ['--world', 'small', '--personality', 'hmc', '--state', state];
  const run = (line: string, options: CapturedRun = {}) =>
    runCaptured([...words(line), ...world], { env: { USER: 'ana' }, ...options });
  const csv = async (line: string) => (await run(`${line} -f csv`)).out;
  const plug = async () => {
    for (const [at, mac] of macs.entries()) {
      await run(`vnic create -p lpar${at + 1} --network prod_net --mac ${mac}`);
    }
  };
  const failAdapter = async () => {
    const clock = new VirtualClock(Date.now());
    const simulator = await startSimulator({ stateFile: state, clock });
    simulator.control.failAdapter(adapter);
    clock.advance(60_000);
    await simulator.close();
  };
  return { state, run, csv, plug, failAdapter };
}

describe('vnic adopt', () => {
  test('tells first, writes then, and refuses what has a record', async () => {
    const { state, run, csv, plug } = await lab();
    await plug();
    await rm(`${state}.records`);
    expect(await csv('vnic adopt --dry-run -c outcome -c mac')).toBe(
      `outcome,mac\nadoptable,${first}\nadoptable,${second}\n`,
    );
    expect(await csv('vnic list -c record')).toBe('record\nno\nno\n');
    expect(await run(`vnic adopt ${first}`)).toMatchObject({ code: 0 });
    expect(await csv('vnic list -c record -c asked_for')).toBe(
      'record,asked_for\nyes,"2 devices, adopted by operator ana"\nno,\n',
    );
    const twice = await run(`vnic adopt ${first}`);
    expect(twice).toMatchObject({ code: 3, out: expect.stringContaining('it has a record already') });
  });
});

describe('vnic heal', () => {
  test('only looks without a name, heals what is named, and nothing by a plan of yesterday', async () => {
    const { run, csv, plug, failAdapter } = await lab();
    await plug();
    expect(await run('vnic heal')).toMatchObject({ code: 0, out: '' });
    await run(`vnic delete ${second}`);
    await failAdapter();
    const looked = await run('vnic heal -c plan -c vnic -f csv');
    expect(looked).toMatchObject({ code: 3, out: expect.stringContaining(`${first} of lpar1`) });
    const outdated = await run('vnic heal --plan 000000000000');
    expect(outdated).toMatchObject({ code: 3, err: expect.stringContaining('look at it again') });
    const [plan = ''] = (await run('vnic heal -c plan -f value')).out.split('\n');
    const healed = await run(`vnic heal --plan ${plan}`);
    expect(healed).toMatchObject({ code: 0, out: expect.stringContaining(`${first} of lpar1: healed`) });
    expect(await csv('vnic list -c devices -c state')).toBe('devices,state\n2,ok\n');
  });
});

describe('maintenance and drain', () => {
  test('a place is marked, listed, planned around, and in use again', async () => {
    const { run, csv, plug } = await lab();
    await plug();
    const started = await run('maintenance start adapter C8 --note firmware');
    expect(started.out).toContain(`adapter ${adapter} is in maintenance\n`);
    expect(await csv('maintenance list')).toBe(`place,vnics,active,note\nadapter ${adapter},2,0,firmware\n`);
    const plan = await run('vnic plan -p lpar1 --network prod_net --redundancy 1 -c port -f value');
    expect(plan.out).toContain('C9');
    expect(await run('maintenance end adapter C8')).toMatchObject({ code: 0 });
    expect(await run('maintenance list')).toMatchObject({ out: '' });
    expect(await run('maintenance start vios nobody')).toMatchObject({ code: 4 });
  });

  test('a drain shows its plan, wants its place typed, and empties it by the plan that was seen', async () => {
    const { run, csv, plug } = await lab();
    await plug();
    const tried = await run('host drain adapter C8 --dry-run');
    const [, id = ''] = /^plan (\w+): 2 to move/m.exec(tried.err) ?? [];
    expect(await run('host drain adapter C8', { typed: 'C8\n', columns: 80 })).toMatchObject({ code: 3 });
    expect(await csv('maintenance list')).toBe('place,vnics,active,note\n');
    expect(await run('host drain adapter C8 --plan 000000000000')).toMatchObject({ code: 3 });
    const drained = await run(`host drain adapter C8 --plan ${id}`);
    expect(drained).toMatchObject({ code: 0, out: expect.stringContaining('2 of 2 moved away') });
    expect((await run('host impact adapter C8')).err).toContain('no vNIC is touched');
  });
});

test('an orphan is deleted by its address, typed once more, and only while it is one', async () => {
  const { state, run, csv } = await lab();
  await run('lpar create web1 --memory 4G');
  await run(`vnic create -p web1 --network prod_net --mac ${first}`);
  expect(await run('orphan list')).toMatchObject({ code: 0, out: '' });
  const system = parseSystemUuid((await csv('host list -c uuid')).split('\n')[1] ?? '');
  const partition = parsePartitionUuid((await csv('lpar show web1 -c uuid')).split('\n')[1] ?? '');
  const records = await openRecordStore({ file: `${state}.records` });
  const [vnic] = await records.vnics.list({ system, partition }, noSignal);
  const created = await records.partitions.find({ system, partition }, noSignal);
  if (vnic === undefined || created === undefined) throw new Error('both were recorded');
  await records.vnics.remove([vnic], noSignal);
  const gone = parsePartitionUuid('00000000-0000-4000-8000-000000000000');
  await records.partitions.put(
    [{ ...created, partition: gone, spec: { ...created.spec, name: 'gone' } }],
    noSignal,
  );
  await records.vnics.put([{ ...vnic, partition: gone, mac: parseMacAddress(second) }], noSignal);
  await records.close();

  expect(await csv('orphan list -c partition -c mac -c kind')).toBe(
    `partition,mac,kind\nweb1,${first},vnic-without-record\ngone,${second},record-without-partition\n`,
  );
  expect(await run(`orphan delete ${first}`, { typed: 'yes\n', columns: 80 })).toMatchObject({ code: 3 });
  const deleted = await run(`orphan delete ${first}`, { typed: `${first}\n`, columns: 80 });
  expect(deleted).toMatchObject({ code: 0, out: expect.stringContaining('deleted') });
  expect(await csv('vnic list -c mac')).toBe('mac\n');
});

test('partitions of others stay, ours are powered and deleted', async () => {
  const { run, csv } = await lab();
  expect(await run('lpar delete lpar1 --yes')).toMatchObject({ code: 3 });
  expect(await run('lpar create web1 --memory 100M')).toMatchObject({ code: 2 });
  expect(await run('lpar create web1 --memory 4096')).toMatchObject({ code: 2 });
  expect(await run('lpar create web1 --memory 4G --dry-run')).toMatchObject({ code: 0 });
  expect(await csv('lpar list -c name')).not.toContain('web1');
  await run('lpar create web1 --memory 4G');
  expect((await run('lpar create web1 --memory 4G')).err).toContain('partition web1 was there already\n');
  expect((await run('lpar power web1 on')).out).toBe("partition web1 is 'running'\n");
  expect(await run('lpar delete web1 --yes')).toMatchObject({ code: 3 });
  expect((await run('lpar power web1 off --immediate --yes')).out).toBe(
    "partition web1 is 'not activated'\n",
  );
  expect(await run('lpar delete web1', { typed: 'web1\n', columns: 80 })).toMatchObject({ code: 0 });
  expect(await csv('lpar list -c name')).not.toContain('web1');
});

test('pool show --nova prints what Nova takes, and nothing else', async () => {
  const { run, plug } = await lab();
  await plug();
  const pool = JSON.parse((await run('pool show --nova -f json')).out) as Record<string, unknown[]>;
  expect(Object.keys(pool)).toEqual(['devices', 'device_spec']);
  expect(pool.device_spec).toEqual([
    { vendor_id: '1014', product_id: expect.any(String), physical_network: 'prod_net' },
  ]);
  expect(pool.devices?.length).toBeGreaterThan(100);
  const snippet = (await run('pool show --nova', { columns: 80 })).out;
  const [, lines = ''] = /^device_spec = (.*)$/m.exec(snippet) ?? [];
  expect(JSON.parse(lines)).toEqual(pool.device_spec?.[0]);
  expect(snippet).toContain('PciPassthroughFilter');
});

test('what is so already is told as such, and a VIOS is no client partition', async () => {
  const { run } = await lab();
  expect((await run('maintenance end adapter C8')).out).toMatch(/C8 was not in maintenance\n/);
  expect((await run('maintenance start adapter C8')).out).toMatch(/C8 is in maintenance\n/);
  expect((await run('maintenance start adapter C8')).out).toMatch(/C8 was in maintenance already\n/);
  expect(await run('vnic create -p vios1 --network prod_net')).toMatchObject({
    code: 4,
    err: expect.stringContaining('vios1 is a VIOS, and no client partition'),
  });
});
