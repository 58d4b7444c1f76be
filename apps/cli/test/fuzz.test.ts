import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runCaptured } from './run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));

const nouns = [
  'sriov',
  'adapter',
  'pport',
  'label',
  'vios',
  'lpar',
  'vnic',
  'pool',
  'maintenance',
  'migration',
  'orphan',
  'host',
  'completion',
  '__complete',
];
const verbs = [
  'list',
  'show',
  'update',
  'set',
  'set-mode',
  'label',
  'diff',
  'apply',
  'plan',
  'create',
  'delete',
  'power',
  'adopt',
  'heal',
  'drain',
  'start',
  'end',
  'check',
  'confirm',
  'revert',
  'abort',
  'recover',
  'resume',
];
const options = [
  ...[
    '-c',
    '-f',
    '--sort',
    '-s',
    '-i',
    '--loc',
    '-m',
    '-p',
    '--where',
    '--display-fields',
    '--mtu',
    '--host',
  ],
  ...['--force', '--yes', '--dry-run', '--debug=1', '--network', '--vlan', '--mac', '--capacity', '--world'],
  ...['--nova', '--live', '--cold', '--evacuate', '--to', '--memory', '--plan', '--all', '--fenced'],
  ...['--immediate', '--records', '--to-host', '--explain'],
];
const values = [
  'C8-T1',
  '1:0',
  'lpar1',
  'adapter',
  'vios1',
  'on',
  'off',
  '4G',
  'json',
  'label=x',
  'mode=Sriov',
  'small',
  '2%',
  '0.02',
  '-',
  '--',
  '',
  '118',
];

const word = fc.oneof(
  fc.constantFrom(...nouns),
  fc.constantFrom(...verbs),
  fc.constantFrom(...options),
  fc.constantFrom(...values),
  fc.string({ maxLength: 8, unit: 'binary' }),
);
/** Mostly lines that begin well, so that the wrong word comes late. */
const line = fc
  .tuple(fc.constantFrom(...nouns), fc.constantFrom(...verbs), fc.array(word, { maxLength: 6 }))
  .map(([noun, verb, rest]) => [noun, verb, '--world', 'small', ...rest]);

test('no command line ends in a stack trace, or in a code that is not documented', async () => {
  process.chdir(folder);
  await fc.assert(
    fc.asyncProperty(fc.oneof(line, fc.array(word, { maxLength: 5 })), async (args) => {
      const { code, err } = await runCaptured(args);
      expect([0, 1, 2, 3, 4, 5, 6]).toContain(code);
      expect(err).not.toMatch(/^ {4}at /m);
      expect(err).not.toContain('this should not happen');
    }),
    { numRuns: 250 },
  );
}, 120_000);
