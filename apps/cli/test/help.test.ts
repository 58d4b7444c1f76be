import { expect, test } from 'vitest';
import { commandTable } from '../src/commands/command-table.ts';
import { runCaptured } from './run-captured.ts';

/** The help text of a command, and the names of the commands below it. */
async function helpOf(...words: readonly string[]) {
  const { code, out, err } = await runCaptured([...words, '--help'], { columns: 80 });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [, listed = ''] = /^Commands:\n((?: .*\n)+)/m.exec(out) ?? [];
  const verbs = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, verb = '']) => verb);
  return { out, verbs: verbs.filter((verb) => verb !== 'help') };
}

const nouns = commandTable.filter(({ ownHelp }) => !ownHelp).map(({ name }) => name);

test.each(nouns)('the help texts of %s and all its verbs fit 80 columns', async (noun) => {
  const { out, verbs } = await helpOf(noun);
  const texts = [out, ...(await Promise.all(verbs.map(async (verb) => (await helpOf(noun, verb)).out)))];
  expect(texts.flatMap((text) => text.split('\n')).filter((line) => line.length > 80)).toEqual([]);
});

test("a command's own options come before those that all commands share", async () => {
  const { out } = await helpOf('vnic', 'create');
  const headings = [...out.matchAll(/^(\S.*):$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'The vNIC',
    'Options',
    'Output',
    'Console',
    'Simulated console, instead of a real one',
  ]);
});
