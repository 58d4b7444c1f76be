import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { explainFileError } from '../config/explain-file-error.ts';
import { type IniSetting, InvalidIni, readIni } from '../config/read-ini.ts';
import { writeIniSection } from '../config/write-ini-section.ts';

const limit = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'expected a whole number from 1 to 99999')
  .transform(Number);

/** Words with commas between them. */
const words = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

/** A console as the hosts file describes it. There is no place for a password in it. */
const consoleSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: 'expected https://host[:port]' }),
    user: z.string().min(1).optional(),
    password_file: z.string().min(1).optional(),
    /** Where NovaLink on this machine leaves tokens: a logon without a password. */
    token_directory: z.string().min(1).optional(),
    ca_file: z.string().min(1).optional(),
    fingerprint: z
      .string()
      .regex(/^([0-9a-f]{2}:?){32}$/i, 'expected a SHA-256 fingerprint, 64 hexadecimal digits')
      .optional(),
    managed_system: z.string().min(1).optional(),
    /** What the platform allows and does not tell: no limit unless given. */
    vnics_per_partition: limit.optional(),
    vnic_servers_per_vios: limit.optional(),
    /** What the console calls a system without power, and one that it is connected to. */
    states_off: words.optional(),
    states_connected: words.optional(),
    /** Seconds after which a live migration whose start was not answered has begun, or never will. */
    start_patience: limit.optional(),
  })
  .refine(
    ({ password_file, token_directory }) => password_file === undefined || token_directory === undefined,
    {
      path: ['token_directory'],
      error: 'not together with password_file: one of the two logs on',
    },
  );

const defaultsSchema = z.strictObject({ host: z.string().min(1).optional() });

export type ConsoleEntry = z.infer<typeof consoleSchema>;

export interface HostsFile {
  readonly file: string;
  /** The host that is meant when none is named. */
  readonly defaultHost: string | undefined;
  readonly consoles: ReadonlyMap<string, ConsoleEntry>;
}

/** `$XDG_CONFIG_HOME/pvm-sriov/hosts.ini`, by default below `~/.config`. */
export function hostsFilePath(env: Readonly<Record<string, string | undefined>>): string {
  const configHome = env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config');
  return join(configHome, 'pvm-sriov', 'hosts.ini');
}

/** The named hosts; a file that is not there names none. */
export async function readHostsFile(file: string, signal: AbortSignal): Promise<HostsFile> {
  const text = await readText(file, signal);
  return parseHostsFile(text, file);
}

function parseHostsFile(text: string, file: string): HostsFile {
  const { sections, settings } = readIni(text, file);
  const consoles = new Map<string, ConsoleEntry>();
  let defaultHost: string | undefined;
  for (const section of sections) {
    const own = settings.filter((setting) => setting.section === section);
    if (section === defaultsSection) defaultHost = check(defaultsSchema, own, { section, file }).host;
    else consoles.set(section, withPaths(check(consoleSchema, own, { section, file }), file));
  }
  return { file, defaultHost, consoles };
}

/** What is told of a console anew; undefined takes a setting away. */
export interface ConsoleChange {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password_file?: string | undefined;
  readonly token_directory?: string | undefined;
  readonly fingerprint?: string | undefined;
}

/** Adds the console, or changes what there is of it; the file is complete at every moment, and the owner's alone. */
export async function saveConsole(
  file: string,
  name: string,
  entry: ConsoleChange,
  signal: AbortSignal,
): Promise<void> {
  const text = writeIniSection(await readText(file, signal), file, name, { ...entry });
  parseHostsFile(text, file);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}.new`;
  const handle = await open(fresh, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
}

/** oslo.config's section for what belongs to no other. */
const defaultsSection = 'DEFAULT';

async function readText(file: string, signal: AbortSignal): Promise<string> {
  try {
    return await readFile(file, { encoding: 'utf8', signal });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    signal.throwIfAborted();
    throw new CommandError('USAGE', `the hosts file ${file} cannot be read: ${explainFileError(error)}`);
  }
}

/** Paths in the file are seen from the file, so that it works from any folder. */
function withPaths(entry: ConsoleEntry, file: string): ConsoleEntry {
  const { password_file, token_directory, ca_file, ...rest } = entry;
  const seen = (path: string): string =>
    path.startsWith('~/') ? join(homedir(), path.slice(2)) : resolve(dirname(file), path);
  return {
    ...rest,
    ...(password_file === undefined ? {} : { password_file: seen(password_file) }),
    ...(token_directory === undefined ? {} : { token_directory: seen(token_directory) }),
    ...(ca_file === undefined ? {} : { ca_file: seen(ca_file) }),
  };
}

interface Place {
  readonly section: string;
  readonly file: string;
}

/** Of a key that is repeated the last setting counts, as with oslo.config. */
function check<Schema extends z.ZodType>(
  schema: Schema,
  settings: readonly IniSetting[],
  { section, file }: Place,
): z.infer<Schema> {
  const result = schema.safeParse(Object.fromEntries(settings.map(({ key, value }) => [key, value])));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  const line = settings.findLast((setting) => setting.key === key)?.line;
  const problem = issue?.code === 'unrecognized_keys' ? 'there is no such setting' : (issue?.message ?? '');
  if (line !== undefined) throw new InvalidIni(file, line, `[${section}] ${String(key)}: ${problem}`);
  throw new CommandError('USAGE', `${file}: section [${section}] needs a setting ${String(key)}`);
}
