import { constants, type Stats } from 'node:fs';
import { open, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, sep } from 'node:path';
import { PowerVmError } from '../power-vm-error.ts';

export interface TokenFileRules {
  /** The one directory in which the console leaves token files. */
  readonly directory: string;
  /**
   * Users, by name or number, who may own the file. Without it: `wlp`, as whom NovaLink's REST server runs, root, and
   * the user of this process.
   */
  readonly owners?: readonly (string | number)[];
  /** Permission bits that the file may have at most; default 0640, so that neither others read it nor a group writes it. */
  readonly mode?: number;
}

const defaultMode = 0o640;
const longest = 4_096;

/**
 * Reads the session token that the console left on the local disk. Its answer names the path, so the path is not
 * trusted: the file must be a regular one, really inside the directory, with the expected owner and mode.
 * @throws PowerVmError TOKEN_FILE_REFUSED
 */
export async function readTokenFile(path: string, rules: TokenFileRules): Promise<string> {
  const refuse = (why: string, cause?: unknown): PowerVmError =>
    new PowerVmError(
      'TOKEN_FILE_REFUSED',
      `The token file ${JSON.stringify(path)} named by the console is refused: ${why}`,
      {
        cause,
      },
    );
  const real = await placeInside(path, rules.directory, refuse);
  // O_NOFOLLOW refuses a link in the last place, O_NONBLOCK keeps a FIFO from holding the process.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(real, flags).catch((cause: NodeJS.ErrnoException) => {
    throw refuse(
      cause.code === 'ELOOP'
        ? 'it is a symbolic link'
        : `it cannot be opened (${cause.code}); is this user in the console’s group?`,
      cause,
    );
  });
  try {
    const problem = await problemWith(await file.stat(), rules);
    if (problem !== undefined) throw refuse(problem);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longest + 1), 0, longest + 1, 0);
    if (bytesRead > longest) throw refuse(`it is larger than ${longest} bytes`);
    const token = buffer.toString('latin1', 0, bytesRead).trim();
    if (!/^[\x21-\x7e]+$/.test(token)) throw refuse('it does not hold a token of printable characters');
    return token;
  } finally {
    await file.close();
  }
}

async function placeInside(
  path: string,
  directory: string,
  refuse: (why: string) => PowerVmError,
): Promise<string> {
  if (!isAbsolute(path) || path.includes('\0')) throw refuse('it is not an absolute path');
  const [allowed, parent] = await Promise.all([
    realpath(directory).catch((cause: unknown) => {
      throw new PowerVmError('OPTIONS_INVALID', `The token directory ${directory} cannot be found`, {
        cause,
      });
    }),
    realpath(dirname(path)).catch(() => undefined),
  ]);
  if (parent === undefined) throw refuse('its directory does not exist');
  if (parent !== allowed && !parent.startsWith(allowed.endsWith(sep) ? allowed : allowed + sep)) {
    throw refuse(`it is outside of the configured directory ${directory}`);
  }
  return `${parent}${sep}${basename(path)}`;
}

async function problemWith(file: Stats, rules: TokenFileRules): Promise<string | undefined> {
  if (!file.isFile()) return 'it is not a regular file';
  if (file.size > longest) return `it is larger than ${longest} bytes`;
  const mode = rules.mode ?? defaultMode;
  if ((file.mode & 0o777 & ~mode) !== 0) {
    return `its mode ${octal(file.mode & 0o777)} grants more than ${octal(mode)}`;
  }
  const owners = await userIds(rules.owners ?? ['wlp', 0, process.getuid?.() ?? 0]);
  return owners.has(file.uid) ? undefined : `its owner (uid ${file.uid}) is none of the expected ones`;
}

async function userIds(users: readonly (string | number)[]): Promise<ReadonlySet<number>> {
  const names = users.filter((user) => typeof user === 'string');
  const lines = names.length === 0 ? [] : (await readFile('/etc/passwd', 'utf8')).split('\n');
  const known = lines
    .map((line) => line.split(':'))
    .filter(([name]) => name !== undefined && names.includes(name));
  return new Set([
    ...users.filter((user) => typeof user === 'number'),
    ...known.map((fields) => Number(fields[2])),
  ]);
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
