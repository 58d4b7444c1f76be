import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test/failure-of.ts';
import { readTokenFile } from './read-token-file.ts';

/** Node has no call for it. */
const makeFifo = 'mkfifo';

let root: string;
let directory: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'token-file-'));
  directory = join(root, 'tokens');
  mkdirSync(directory);
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, content = 'token-1\n', mode = 0o640): string {
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

const refused = async (path: string, rules = {}): Promise<string> => {
  const failure = await failureOf(readTokenFile(path, { directory, ...rules }));
  expect(failure.code).toBe('TOKEN_FILE_REFUSED');
  return failure.message;
};

describe('readTokenFile', () => {
  it('reads a token, below the directory too', async () => {
    mkdirSync(join(directory, 'user'));
    expect(await readTokenFile(put(join(directory, 'a')), { directory })).toBe('token-1');
    expect(await readTokenFile(put(join(directory, 'user/b')), { directory })).toBe('token-1');
  });

  it('follows a link to the configured directory, which the operator chose', async () => {
    symlinkSync(directory, join(root, 'link'));
    put(join(directory, 'a'));
    expect(await readTokenFile(join(root, 'link/a'), { directory: join(root, 'link') })).toBe('token-1');
  });

  it('refuses a symbolic link, even to a good file', async () => {
    symlinkSync(put(join(directory, 'a')), join(directory, 'link'));
    expect(await refused(join(directory, 'link'))).toContain('it is a symbolic link');
  });

  it('refuses a directory that leads outside', async () => {
    mkdirSync(join(root, 'other'));
    put(join(root, 'other/a'));
    symlinkSync(join(root, 'other'), join(directory, 'sub'));
    const outside = 'it is outside of the configured directory';
    expect(await refused(join(directory, 'sub/a'))).toContain(outside);
    expect(await refused(join(root, 'other/a'))).toContain(outside);
    expect(await refused(`${directory}/../other/a`)).toContain(outside);
  });

  it('refuses a directory whose name only begins alike', async () => {
    mkdirSync(`${directory}-evil`);
    expect(await refused(put(`${directory}-evil/a`))).toContain('outside');
  });

  it('refuses a FIFO without waiting for its writer', async () => {
    const fifo = join(directory, 'fifo');
    execFileSync(makeFifo, [fifo]);
    chmodSync(fifo, 0o640);
    expect(await refused(fifo)).toContain('it is not a regular file');
  });

  it('refuses what is no file', async () => {
    mkdirSync(join(directory, 'sub'));
    expect(await refused(join(directory, 'sub'))).toContain('it is not a regular file');
    expect(await refused('/dev/zero', { directory: '/dev' })).toContain('it is not a regular file');
    expect(await refused(join(directory, 'absent'))).toContain('it cannot be opened (ENOENT)');
    expect(await refused('tokens/a')).toContain('it is not an absolute path');
    expect(await refused(`${directory}/a\0b`)).toContain('it is not an absolute path');
  });

  it('refuses modes beyond the configured one', async () => {
    const path = put(join(directory, 'a'), 'token-1', 0o644);
    expect(await refused(path)).toContain('its mode 0644 grants more than 0640');
    expect(await readTokenFile(path, { directory, mode: 0o644 })).toBe('token-1');
    expect(await refused(put(path, 'token-1', 0o660))).toContain('its mode 0660');
  });

  it('refuses owners that are not expected', async () => {
    const path = put(join(directory, 'a'));
    expect(await refused(path, { owners: [54_321] })).toMatch(
      /its owner \(uid \d+\) is none of the expected ones$/,
    );
    expect(await refused(path, { owners: ['no-such-user'] })).toContain('its owner');
    expect(await readTokenFile(path, { directory, owners: [process.getuid?.() ?? 0] })).toBe('token-1');
  });

  it('refuses content that is no token, without showing it', async () => {
    expect(await refused(put(join(directory, 'a'), 'x'.repeat(4_097)))).toContain(
      'it is larger than 4096 bytes',
    );
    const message = await refused(put(join(directory, 'a'), 'root:x:0:0\ncanary:x:1:1\n'));
    expect(message).toContain('it does not hold a token of printable characters');
    expect(message).not.toContain('canary');
    expect(await refused(put(join(directory, 'a'), ''))).toContain('it does not hold a token');
  });
});
