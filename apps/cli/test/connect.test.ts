import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '@powervm-sriov/powervm-simulator';
import { expect, onTestFinished, test } from 'vitest';
import { runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

async function simulatedHmc() {
  const folder = await mkdtemp(join(tmpdir(), 'pvm-sriov-'));
  const listen = { host: '127.0.0.1', port: 0 };
  const simulator = await startSimulator({ world: 'small', listen, tls: true, personality: 'hmc' });
  onTestFinished(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });
  const { url = '', ca = '', user, password } = simulator;
  await writeFile(join(folder, 'password'), `${password}\n`);
  const hostsFile = join(folder, 'config', 'hosts.ini');
  const run = (line: string, typed?: string) =>
    runCaptured([...words(line), '--config', hostsFile], typed === undefined ? {} : { typed, columns: 80 });
  const { fingerprint256 } = new X509Certificate(ca);
  return { url, user, password, passwordFile: join(folder, 'password'), hostsFile, run, fingerprint256 };
}

test('connect shows the certificate, asks, pins it; then the name is enough', async () => {
  const { url, user, passwordFile, hostsFile, run, fingerprint256 } = await simulatedHmc();
  const line = `connect hmc1 ${url} --user ${user} --password-file ${passwordFile}`;

  const refused = await run(line, 'no\n');
  expect(refused.code).toBe(3);
  expect(refused.err.replace(/\n {11}/, '')).toContain(`SHA-256  ${fingerprint256}`);
  await expect(stat(hostsFile)).rejects.toThrow('ENOENT');

  expect(await run(line, 'yes\n')).toMatchObject({ code: 0 });
  expect((await stat(hostsFile)).mode & 0o777).toBe(0o600);
  expect(await readFile(hostsFile, 'utf8')).toContain(`fingerprint = ${fingerprint256}`);

  const list = await run('host list --host hmc1 -f csv -c name -c master');
  expect(list).toEqual({ code: 0, out: 'name,master\nsmall-9009-42A,yes\n'.replace('yes', 'true'), err: '' });
});

test('a certificate that is not the expected one saves nothing, and a pinned one that changed connects to nothing', async () => {
  const { url, user, passwordFile, hostsFile, run } = await simulatedHmc();
  const other = 'AB:'.repeat(31).concat('AB');
  const connect = await run(`connect hmc1 ${url} --fingerprint ${other}`);
  expect(connect).toMatchObject({ code: 3, err: expect.stringContaining('nothing was saved') });

  const login = `--user ${user} --password-file ${passwordFile}`;
  const list = await run(`host list --host ${url} ${login} --fingerprint ${other}`);
  expect(list).toMatchObject({ code: 5, err: expect.stringContaining('it is not the pinned one') });
  await expect(stat(hostsFile)).rejects.toThrow('ENOENT');
});

test('connect to a name that there is changes what it is told, keeps the rest, and says so', async () => {
  const { url, user, passwordFile, hostsFile, run, fingerprint256 } = await simulatedHmc();
  await run(
    `connect a ${url} --user ${user} --password-file ${passwordFile} --fingerprint ${fingerprint256}`,
  );
  const first = await readFile(hostsFile, 'utf8');
  await writeFile(hostsFile, `${first}# the HMC's own limit\nvnics_per_partition = 5\n`);
  const again = await run(`connect a ${url} --user somebody --yes`);
  expect(again).toMatchObject({
    code: 0,
    err: expect.stringContaining(
      'already: changed user; kept url, fingerprint, vnics_per_partition, password_file\n',
    ),
  });
  expect(await readFile(hostsFile, 'utf8')).toBe(
    `${first.replace(`user = ${user}`, 'user = somebody')}# the HMC's own limit\nvnics_per_partition = 5\n`,
  );

  const other = 'AB:'.repeat(31).concat('AB');
  const pinnedOther = (await readFile(hostsFile, 'utf8')).replace(fingerprint256, other);
  await writeFile(hostsFile, pinnedOther);
  const unseen = await run(`connect a ${url} --yes`);
  expect(unseen).toMatchObject({ code: 3, err: expect.stringContaining(`pinned   ${other}`) });
  expect(await readFile(hostsFile, 'utf8')).toBe(pinnedOther);
  expect(await run(`connect a ${url}`, 'yes\n')).toMatchObject({ code: 0 });
  expect(await readFile(hostsFile, 'utf8')).toBe(pinnedOther.replace(other, fingerprint256));
});

test('Ctrl-C while a console is silent is told as that', async () => {
  const folder = await testFolder();
  const silent = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const at = (line: string) =>
    runCaptured([...words(line), '--config', join(folder, 'hosts.ini')], {
      interrupted: once(silent, 'connection'),
    });
  expect(await at(`connect a https://127.0.0.1:${port}`)).toMatchObject({
    code: 130,
    err: 'pvm-sriov: interrupted: nothing was saved\n',
  });
  await writeFile(join(folder, 'password'), 'secret\n');
  const logon = `--user x --password-file ${join(folder, 'password')}`;
  expect(await at(`host list --host http://127.0.0.1:${port} ${logon}`)).toMatchObject({
    code: 130,
    err: 'pvm-sriov: interrupted while it waited for the console\n',
  });
});

test('a password is typed unseen, and a wrong one is told as such', async () => {
  const { url, user, password, run, fingerprint256 } = await simulatedHmc();
  const line = `host list --host ${url} --user ${user} --fingerprint ${fingerprint256}`;
  const right = await run(line, `${password}\n`);
  expect(right).toMatchObject({ code: 0, out: expect.stringContaining('small-9009-42A') });
  expect(right.out + right.err).not.toContain(password);
  expect(await run(line, 'wrong\n')).toMatchObject({ code: 5 });
  const nobody = await run(line);
  expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('--password-file FILE gives it') });
});

test('NovaLink on this machine is logged on to by a token file, without a password', async () => {
  const folder = await testFolder();
  const simulator = await startSimulator({ world: 'small', listen: { host: '127.0.0.1', port: 0 } });
  onTestFinished(() => simulator.close());
  const run = (line: string) => runCaptured([...words(line), '--config', join(folder, 'hosts.ini')]);
  await run(`connect local ${simulator.url} --token-directory ${tmpdir()}`);
  expect(await readFile(join(folder, 'hosts.ini'), 'utf8')).toBe(
    `[local]\nurl = ${simulator.url}\ntoken_directory = ${tmpdir()}\n`,
  );
  const list = await run('host list -f value -c name');
  expect(list).toEqual({ code: 0, out: 'small-9009-42A\n', err: '' });

  const elsewhere = await run(`host list --token-directory ${folder}`);
  expect(elsewhere.code).toBe(5);
  expect(elsewhere.err).toContain(`it is outside of the configured directory ${folder}`);
  const nowhere = await run(`host list --token-directory ${folder}/none`);
  expect(nowhere.code).toBe(2);
  expect(nowhere.err).toContain(`token directory ${folder}/none cannot be found`);
  const both = await run('host list --token-directory /tmp --password-file /tmp/x');
  expect(both.code).toBe(2);
});

test('an HMC hands out no token files, and says so', async () => {
  const { url, run, fingerprint256 } = await simulatedHmc();
  const { code, err } = await run(
    `host list --host ${url} --token-directory /tmp --fingerprint ${fingerprint256}`,
  );
  expect(code).toBe(3);
  expect(err).toContain('This console has no logon by file');
});

test('limits that the platform does not tell are set in the hosts file, and bound plans and pool', async () => {
  const { url, user, passwordFile, hostsFile, run, fingerprint256 } = await simulatedHmc();
  await run(
    `connect a ${url} --user ${user} --password-file ${passwordFile} --fingerprint ${fingerprint256}`,
  );
  const unlimited = await readFile(hostsFile, 'utf8');
  await writeFile(hostsFile, `${unlimited}vnic_servers_per_vios = 3\n`);
  const pool = await run('pool show --network prod_net -f value -c placeable -c limited_by');
  expect(pool.out).toMatch(
    /^3 2 devices asked for, and 2 usable VIOSes can serve 0 more under the limit of 3/,
  );

  await writeFile(hostsFile, `${unlimited}vnics_per_partition = 1\n`);
  const create = (mac: string) =>
    run(`vnic create -p lpar1 --network prod_net --mac ${mac} --records ${hostsFile}.records`);
  expect(await create('fa:16:3e:00:00:01')).toMatchObject({ code: 0 });
  const second = await create('fa:16:3e:00:00:02');
  expect(second.code).toBe(3);
  expect(second.err + second.out).toContain('and its limit is 1');

  await writeFile(hostsFile, `${unlimited}vnics_per_partition = many\n`);
  expect(await run('host list')).toMatchObject({
    code: 2,
    err: expect.stringContaining('[a] vnics_per_partition: expected a whole number from 1 to 99999'),
  });
});

test('mistakes in the hosts file are told with their line', async () => {
  const { hostsFile, passwordFile, run } = await simulatedHmc();
  await run(`connect a http://127.0.0.1:1 --password-file ${passwordFile}`);
  await writeFile(hostsFile, '[a]\nurl = https://h\npassword = secret\n');
  const { code, err } = await run('host list');
  expect(code).toBe(2);
  expect(err).toContain('hosts.ini, line 3: [a] password: there is no such setting');
  expect(err).not.toContain('secret');
  await writeFile(hostsFile, '[a]\nurl = https://h\npassword_file = p\ntoken_directory = /t\n');
  expect((await run('host list')).err).toContain(
    'line 4: [a] token_directory: not together with password_file: one of the two logs on',
  );
});
