import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../test/test-folder.ts';
import { readHostsFile } from './hosts-file.ts';
import { settingsOf } from './settings-of.ts';

async function settingsFrom(lines: string) {
  const file = join(await testFolder(), 'hosts.ini');
  await writeFile(file, `[lab]\nurl = https://lab\n${lines}`);
  const lab = (await readHostsFile(file, new AbortController().signal)).consoles.get('lab');
  return lab && settingsOf(lab);
}

test('how the platform speaks and how long it is waited for is set in the hosts file, and usual unless given', async () => {
  expect(await settingsFrom('')).toEqual({
    systemStates: { off: ['power off'], connected: ['operating', 'standby'] },
  });
  expect(await settingsFrom('states_off = dark, powered down\nstart_patience = 90\n')).toEqual({
    systemStates: { off: ['dark', 'powered down'], connected: ['operating', 'standby'] },
    startPatience: 90_000,
  });
  await expect(settingsFrom('start_patience = 1.5\n')).rejects.toThrow(
    'line 3: [lab] start_patience: expected a whole number from 1 to 99999',
  );
});
