import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

const answers = async (...typed: string[]) =>
  (await runCaptured(['__complete', '--', ...typed])).out.split('\n').filter((each) => each !== '');

test('words of the command tree', async () => {
  expect(await answers('pp')).toEqual(['pport']);
  expect(await answers('adapter', '')).toEqual(['list', 'set-mode', 'show']);
  expect(await answers('pport', 'label', '--dr')).toEqual(['--dry-run']);
  expect(await answers('vios', 'list', '-f', 'c')).toEqual(['csv']);
  expect(await answers('vios', 'list', '--world', 'm')).toEqual(['mixed']);
  expect(await answers('')).not.toContain('__complete');
});

test('live values of the console that the line names', async () => {
  expect(await answers('lpar', 'show', '--world', 'mixed', 'linux')).toEqual(['linux1', 'linux2', 'linux3']);
  expect(await answers('lpar', 'list', '--world', 'pair', '-m', '')).toEqual([
    'left-9009-42A',
    'right-9009-42A',
  ]);
  expect(await answers('sriov', 'update', '--world', 'small', '--loc', 'U')).toHaveLength(4);
  expect(await answers('adapter', 'show', '--world', 'small', '')).toEqual([
    'U78D3.001.WZS0001-P1-C8',
    'U78D3.001.WZS0001-P1-C9',
  ]);
});

test('what is cabled and what hangs on it, and values behind an equals sign', async () => {
  const state = join(await testFolder(), 'lab.json');
  const create = 'vnic create -p lpar1 --network prod_net --mac fa:16:3e:00:00:01 --world small --state';
  expect(await runCaptured([...words(create), state])).toMatchObject({ code: 0 });
  expect(await answers('vnic', 'show', '--state', state, 'fa:1')).toEqual(['fa:16:3e:00:00:01']);
  expect(await answers('host', 'impact', '--state', state, 'vios', '')).toEqual(['vios1', 'vios2']);
  expect(await answers('pool', 'show', `--state=${state}`, '--network', '')).toEqual(['prod_net']);
  expect(await answers('vios', 'list', '--world=m')).toEqual(['--world=mixed']);
});

test('maintenance ends only where it has begun', async () => {
  const state = join(await testFolder(), 'lab.json');
  const at = (line: string) => runCaptured([...words(line), '--world', 'small', '--state', state]);
  expect(await at('maintenance start adapter C9')).toMatchObject({ code: 0 });
  expect(await at('maintenance start vios vios1')).toMatchObject({ code: 0 });
  const ends = (kind: string) => answers('maintenance', 'end', '--state', state, kind, '');
  expect(await ends('adapter')).toEqual(['U78D3.001.WZS0001-P1-C9']);
  expect(await ends('vios')).toEqual(['vios1']);
  expect(await ends('pport')).toEqual([]);
  expect(await answers('maintenance', 'start', '--state', state, 'vios', '')).toEqual(['vios1', 'vios2']);
});

test('where nothing is known nothing is said, and nobody is asked', async () => {
  const { code, out, err } = await runCaptured([
    '__complete',
    '--',
    'lpar',
    'show',
    '--host',
    'https://h',
    '',
  ]);
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
});
