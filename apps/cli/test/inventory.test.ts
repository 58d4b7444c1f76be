import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type CapturedRun, runCaptured, words } from './run-captured.ts';

const run = (line: string, options?: CapturedRun) => runCaptured(words(line), options);

describe('lists', () => {
  test('adapters fit 80 columns; what is left out is named', async () => {
    const { code, out, err } = await run('adapter list --world mixed', { columns: 80 });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'LOCATION                  ADAPTER  MODE       STATE          LOGICAL PORTS  MAX',
        'U78C7.001.RCH0004-P1-C8   1        Sriov      Running        0              48',
        'U78C7.001.RCH0004-P1-C9   2        Sriov      Running        0              48',
        'U78C7.001.RCH0004-P1-C10  3        Sriov      Running        0              120',
        'U78C7.001.RCH0004-P1-C11  -        Dedicated  NotConfigured  -              -',
        'U78C7.001.RCH0004-P1-C12  5        Sriov      Failed         0              120',
        '',
      ].join('\n'),
    );
    expect(err).toContain('SIMULATED: mixed-8408-E8E');
    expect(err).toContain('ports, personality, drc_index, description');
  });

  test.each(['sriov list', 'adapter list', 'pport list', 'vios list', 'lpar list', 'lpar show linux1'])(
    '%s keeps within 80 columns',
    async (line) => {
      const { code, out } = await run(`${line} --world mixed`, { columns: 80 });
      expect(code).toBe(0);
      expect(out.split('\n').filter((each) => each.length > 80)).toEqual([]);
    },
  );

  test('every object of JSON and YAML says that it is simulated, and the formats agree', async () => {
    const json = JSON.parse((await run('vios list --world mixed -f json')).out) as object[];
    const yaml: unknown = parse((await run('vios list --world mixed -f yaml')).out);
    expect(json).toHaveLength(4);
    expect(json[2]).toMatchObject({ name: 'vios3', rmc: 'inactive', vnic_capable: true, simulated: true });
    expect(yaml).toEqual(json);
  });

  test('columns and order are chosen by name', async () => {
    const sorted = await run(
      'pport list --world mixed --network prod_net -f csv -c id -c link --sort location:desc',
    );
    expect(sorted.out).toBe('id,link\n5:1,up\n5:0,up\n3:1,up\n3:0,up\n2:0,up\n1:1,down\n1:0,up\n');
    const wrong = await run('pport list --world small -c speeed');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('there is no column "speeed"');
    expect(wrong.err).toContain('location, id, label');
  });

  test('capacities carry their percent sign', async () => {
    const { out } = await run('pport list --world small -f value -c capacity -c granularity');
    expect(out).toBe('0.0% 1.0%\n'.repeat(4));
  });

  test('colour only on a terminal that wants it', async () => {
    const options = { columns: 80, env: { NO_COLOR: '' } };
    expect((await run('vios list --world small', options)).out).toContain('\u001B[32mrunning');
    expect((await run('vios list --world small', { columns: 80 })).out).not.toContain('\u001B');
    expect((await run('vios list --world small', { env: { NO_COLOR: '' } })).out).not.toContain('\u001B');
  });
});

describe('selectors', () => {
  test.each([
    ['pport show U78C7.001.RCH0004-P1-C9-T2', 'U78C7.001.RCH0004-P1-C9-T2'],
    ['pport show C9-T2', 'U78C7.001.RCH0004-P1-C9-T2'],
    ['pport show 2:1', 'U78C7.001.RCH0004-P1-C9-T2'],
    ['adapter show C8', 'U78C7.001.RCH0004-P1-C8'],
    ['adapter show 3', 'U78C7.001.RCH0004-P1-C10'],
  ])('%s', async (line, location) => {
    const { code, out } = await run(`${line} --world mixed -f json`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ location });
  });

  test.each([
    ['pport show T2 --world mixed', 2, 'can be any of 4'],
    ['pport show C99-T2 --world mixed', 4, 'there is no port "C99-T2"'],
    ['lpar show guest9 --world pair -m left-9009-42A', 4, 'guest1'],
    ['lpar list --world pair', 2, 'left-9009-42A, right-9009-42A'],
    ['lpar list --world pair -m nowhere', 4, 'there is no managed system "nowhere"'],
    ['lpar list --world nowhere.yaml', 2, 'nowhere.yaml'],
    [
      'lpar list --world small --host hmc1 --user me',
      2,
      '--host, --user: not together with a simulated console',
    ],
    ['lpar list', 2, 'which host?'],
  ])('%s', async (line, code, problem) => {
    const answer = await run(line);
    expect(answer).toEqual({ code, out: '', err: expect.stringContaining(problem) });
  });

  test('the environment names a host, and never a simulator', async () => {
    const { code, err } = await run('lpar list', {
      env: { PVM_SRIOV_HOST: 'hmc7', PVM_SRIOV_WORLD: 'small' },
    });
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('there is no host "hmc7"') });
  });
});

describe('changes', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pvm-sriov-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('labels go into a file, are compared, and applied all or none', async () => {
    const [file, state] = [join(folder, 'labels.ini'), join(folder, 'labels.json')];
    const on = `--world small --state ${state}`;
    expect(await run(`label export ${file} ${on}`)).toMatchObject({ code: 0 });
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('C8-T2 = prod_net', 'C8-T2 = backup_net'));

    const diff = await run(`label diff ${file} ${on} -f csv`);
    expect(diff.out).toBe(
      'location,label,new_label,vnics\nU78D3.001.WZS0001-P1-C8-T2,prod_net,backup_net,0\n',
    );
    const dry = await run(`label apply ${file} ${on} --dry-run`);
    expect(dry.err).toContain('dry run: nothing was changed');
    expect((await run(`pport list ${on} --network backup_net -f csv`)).out).not.toContain('backup_net');
    expect(await run(`label apply ${file} ${on}`)).toMatchObject({ code: 0 });
    expect((await run(`label diff ${file} ${on}`)).err).toContain('the host has the labels of the file');

    await writeFile(file, '[labels]\nU78D3.001.WZS0001-P1-C8-T1 = a\nU78D3.001.WZS0001-P1-C99-T1 = b\n');
    const unknown = await run(`label apply ${file} ${on}`);
    expect(unknown).toMatchObject({ code: 4, err: expect.stringContaining('P1-C99-T1') });
    await writeFile(file, '[labels]\nU78D3.001.WZS0001-P1-C8-T1 = a\nnonsense = b\n');
    expect((await run(`label apply ${file} ${on}`)).err).toContain(
      'labels.ini, line 3: location code "nonsense"',
    );
  });

  test('a forced change wants the location code typed', async () => {
    const line = 'adapter set-mode C9 Dedicated --force --world small';
    const refused = await run(line, { columns: 80, typed: 'yes\n' });
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('was not confirmed') });
    const confirmed = await run(line, { columns: 80, typed: 'U78D3.001.WZS0001-P1-C9\n' });
    expect(confirmed).toMatchObject({ code: 0, out: expect.stringContaining('Dedicated') });
    const nobody = await run(line);
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('--yes answers in advance') });
    expect(await run(`${line} --yes`)).toMatchObject({ code: 0 });
  });

  test('settings of a port are shown with what they were; limits are refused', async () => {
    const { code, out } = await run('pport set C8-T1 --mtu 9000 --max-logical-ports 10 --world small -f csv');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'setting,value,new_value\nmax_logical_ports,60,10\nmtu,E_1500,E_9000\n',
    });
    const tooMany = await run('pport set C8-T1 --max-logical-ports 500 --world small');
    expect(tooMany).toMatchObject({ code: 3, err: expect.stringContaining('choose from 0 to 60') });
  });

  test('Ctrl-C tells what became of the step', async () => {
    const line = `pport label C8-T1 new_net --world small --state ${join(folder, 'interrupted.json')}`;
    const { code, err } = await run(`${line} --debug`, { interruptAt: 'POST' });
    expect(code).toBe(130);
    expect(err).toContain('interrupted: the labels had been sent, and are set');
    const { out } = await run(
      `pport show C8-T1 --state ${join(folder, 'interrupted.json')} -f value -c label`,
    );
    expect(out).toBe('new_net\n');
  });
});
