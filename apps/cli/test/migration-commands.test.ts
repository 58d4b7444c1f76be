import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '@powervm-sriov/powervm-simulator';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CapturedRun, runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

const mac = 'fa:16:3e:00:00:01';
const left = '-m left-9009-42A';
const right = '-m right-9009-42A';

async function pair() {
  const state = join(await testFolder(), 'lab.json');
  const run = (line: string, options: CapturedRun = {}) =>
    runCaptured([...words(line), '--world', 'pair', '--state', state], { env: { USER: 'ana' }, ...options });
  const csv = async (line: string) => (await run(`${line} -f csv`)).out;
  return { run, csv };
}

describe('a live migration', () => {
  test('takes the vNICs and their records along', async () => {
    const { run, csv } = await pair();
    await run(`vnic create -p guest1 --network prod_net --vlan 118 --mac ${mac} ${left}`);
    const moved = await run('migration start -p guest1 --live -c phase -c source -c target -f csv');
    expect(moved.out).toBe('phase,source,target\ndone,left-9009-42A,right-9009-42A\n');
    expect(await csv(`vnic list -c partition -c mac -c vlan -c record ${right}`)).toBe(
      `partition,mac,vlan,record\nguest1,${mac},118,yes\n`,
    );
    for (const list of ['migration list', 'migration list --all']) {
      expect(await csv(`${list} -c partition -c phase`)).toBe('partition,phase\nguest1,done\n');
    }
  });

  test('that is interrupted goes on without its command, and is taken up again', async () => {
    const { run, csv } = await pair();
    await run(`vnic create -p guest1 --network prod_net --mac ${mac} ${left}`);
    const guest = 'LogicalPartition/7F56E68F-1AFE-3273-911B-7BD125E09E13';
    const interruptAt = `PUT /rest/api/uom/ManagedSystem/22dadf02-86ee-3add-980e-74764d241f62/${guest}/do/Migrate `;
    const interrupted = await run('migration start -p guest1 --live --debug', { interruptAt });
    expect(interrupted.code).toBe(130);
    expect(interrupted.err).toMatch(
      /interrupted: migration \S+ is moving; go on with: pvm-sriov migration resume guest1, or migration abort guest1/,
    );
    expect((await run('migration resume guest1 -c phase -f value')).out).toBe('done\n');
    expect(await csv(`vnic list -c mac -c record ${right}`)).toBe(`mac,record\n${mac},yes\n`);
  });

  test('that nothing is known of is not found, and one of a partition that nobody has is not begun', async () => {
    const { run } = await pair();
    expect(await run('migration abort 7')).toMatchObject({ code: 4 });
    expect(await run('migration start -p guest9 --live')).toMatchObject({ code: 4 });
    const unsaid = await run('migration start -p guest1');
    expect(unsaid).toMatchObject({ code: 2, err: expect.stringContaining('--live, --cold and --evacuate') });
    const twice = await run('migration start -p guest1 --live --cold', { columns: 200 });
    expect(twice).toMatchObject({
      code: 2,
      err: expect.stringContaining('--live and --cold do not go together: only one of them'),
    });
    const cold = await run('migration check -p guest1 --cold');
    expect(cold).toMatchObject({ code: 3, err: expect.stringContaining('was not created here') });
  });
});

const evacuation = 'migration start -p web1 --evacuate';

test('an evacuation wants its name typed, and proof or a statement, which is kept', async () => {
  const { run, csv } = await pair();
  await run(`lpar create web1 --memory 4G ${left}`);
  await run(`vnic create -p web1 --network prod_net --mac ${mac} ${left}`);
  await run(`lpar power web1 on ${left}`);
  const running = await run(evacuation, { typed: 'web1\n' });
  expect(running).toMatchObject({
    code: 3,
    err: expect.stringContaining('web1 may still run on left-9009-42A'),
  });
  expect(running.err).not.toContain('Type web1');
  const mistyped = await run(`${evacuation} --fenced unplugged`, { typed: 'web2\n', columns: 80 });
  expect(mistyped).toMatchObject({ code: 3, err: expect.stringContaining('web1 was not confirmed') });
  const stated = await run(`${evacuation} --yes --fenced unplugged -c phase -c fencing -f csv`);
  expect(stated.out).toBe('phase,fencing\nawaiting-source,operator ana states: unplugged\n');
  expect(await csv(`vnic list -c partition -c mac -c record ${right}`)).toBe(
    `partition,mac,record\nweb1,${mac},yes\n`,
  );
  const running2 = await run('migration confirm web1 --yes -c phase -f value');
  expect(running2).toMatchObject({ code: 3, out: 'quarantined\n' });
});

test('a cold migration is checked before its name is asked for, and one at a time is what its refusals say', async () => {
  const { run } = await pair();
  await run(`lpar create web1 --memory 4G ${left}`);
  const foreign = await run('migration start -p guest1 --cold', { typed: 'guest1\n' });
  expect(foreign).toMatchObject({ code: 3, err: expect.stringContaining('was not created here') });
  expect(foreign.err).not.toContain('Type guest1');
  await run('migration start -p web1 --cold');
  const { out: id } = await run('migration list -c id -f value');
  const waits = `cold migration ${id.trim()} of partition web1 waits to be confirmed or reverted: confirm or revert it before another one begins`;
  for (const kind of ['check', 'check --cold', 'start --live', 'start --cold', 'start --live --dry-run']) {
    const refused = await run(`migration ${kind} -p web1`, { columns: 1_000 });
    expect(refused.err.split('\n').slice(1), kind).toEqual([`pvm-sriov: ${waits}`, '']);
  }
  await run('migration revert web1 --yes');
  const reverted = await run('migration confirm web1', { columns: 1_000 });
  expect(reverted.err).toContain(
    'was taken back, which does not go with confirming: nothing was done; nothing is left to do with it',
  );
});

test('between two consoles a partition is built where --to-host says, and goes back', async () => {
  const folder = await testFolder();
  const serve = (world: string) => startSimulator({ world, listen: { host: '127.0.0.1', port: 0 } });
  const [here, there] = [await serve('small'), await serve('mixed')];
  onTestFinished(async () => {
    await here.close();
    await there.close();
  });
  const section = async (name: string, { url, user, password }: typeof here) => {
    await writeFile(join(folder, name), `${password}\n`);
    return `[${name}]\nurl = ${url}\nuser = ${user}\npassword_file = ${join(folder, name)}\n`;
  };
  await mkdir(join(folder, '.config', 'pvm-sriov'), { recursive: true });
  await writeFile(
    join(folder, '.config', 'pvm-sriov', 'hosts.ini'),
    `${await section('here', here)}${await section('there', there)}`,
  );
  const env = { HOME: folder, USER: 'ana' };
  const run = (line: string) => runCaptured(words(line), { env });
  const plug = `vnic create -p web1 --network prod_net --mac ${mac} --host here`;

  expect(await run('lpar create web1 --memory 4G --no-management-network --host here')).toMatchObject({
    code: 0,
  });
  expect(await run(plug)).toMatchObject({ code: 0 });
  const moved = await run('migration start -p web1 --cold --host here --to-host there -c phase -f value');
  expect(moved).toEqual({ code: 0, out: 'awaiting-confirm\n', err: expect.any(String) });
  expect((await run('vnic list --host there -c mac -c record -f csv')).out).toBe(`mac,record\n${mac},yes\n`);
  const alone = await run('migration revert web1 --yes --host here');
  expect(alone).toMatchObject({ code: 4, err: expect.stringContaining('connect to it first') });
  const back = await run('migration revert web1 --yes --host here --to-host there -c phase -f value');
  expect(back).toMatchObject({ code: 0, out: 'rolled-back\n' });
  expect((await run('vnic list --host there -f csv -c mac')).out).toBe('mac\n');
});
