import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { openManagedHosts, type PeerConsole } from '@powervm-sriov/compute-driver';
import { type Credentials, openSession, type Session, type TlsOptions } from '@powervm-sriov/pypowervm-ts';
import type { PlacementPolicy } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { explainFileError } from '../config/explain-file-error.ts';
import { askSecret } from '../confirm/ask.ts';
import type { ProgramIo } from '../program-io.ts';
import { callerOf } from './caller.ts';
import type { ConnectedConsole } from './connected-console.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { type ConsoleEntry, type HostsFile, hostsFilePath, readHostsFile } from './hosts-file.ts';
import { recordsFilePath } from './record-files.ts';
import { recordsOnDemand } from './records-on-demand.ts';
import { settingsOf } from './settings-of.ts';
import { traceTo } from './trace-to.ts';

/** Logs on to the console that the options and the hosts file name; what is on the command line wins. */
export async function openRealConsole(
  { toHost, witness, ...options }: ConnectionOptions,
  caller: Pick<CommandContext, 'io' | 'command'>,
  signal: AbortSignal,
): Promise<ConnectedConsole> {
  const { io } = caller;
  const opened: OpenSession[] = [];
  const close = async (): Promise<void> => {
    for (const { session } of opened) await session.close();
  };
  const open = async (each: ConnectionOptions): Promise<OpenSession> => {
    const found = await openOne(each, io, signal);
    opened.push(found);
    return found;
  };
  const beside = (host: string | undefined) =>
    host === undefined ? undefined : open({ host, config: options.config, debug: options.debug });
  try {
    const { session, entry } = await open(options);
    const peer = await beside(toHost);
    const other = await beside(witness);
    const records = recordsOnDemand(options.records ?? recordsFilePath(io.env));
    return {
      hosts: openManagedHosts({
        session,
        records,
        ...callerOf(caller),
        peer: peer && peerOf(peer),
        witness: other?.session,
        placement: placementOf(entry),
        settings: settingsOf(entry),
      }),
      simulated: undefined,
      managedSystem: entry.managed_system,
      close: async () => {
        await records.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Its limits hold for every system of the console, and for those of the console beside it. */
function placementOf({ vnics_per_partition, vnic_servers_per_vios }: ConsoleEntry): PlacementPolicy {
  return {
    limits: { vnicsPerPartition: vnics_per_partition, vnicServersPerVios: vnic_servers_per_vios },
  };
}

interface OpenSession {
  readonly session: Session;
  readonly entry: ConsoleEntry;
}

async function openOne(options: ConnectionOptions, io: ProgramIo, signal: AbortSignal): Promise<OpenSession> {
  const entry = await findConsole(options, io.env, signal);
  const session = await openSession(
    {
      url: entry.url,
      credentials: await credentialsOf(entry, io, signal),
      tls: tlsOf(entry),
      onWarning: ({ message }) => io.stderr.write(`warning: ${message}\n`),
      ...(options.debug === true ? { onTrace: traceTo(io.stderr) } : {}),
    },
    signal,
  );
  return { session, entry };
}

function peerOf({ session, entry: { url, user = '' } }: OpenSession): PeerConsole {
  return { session, address: new URL(url).hostname, user };
}

/**
 * How the line says to log on counts whole; else how the file says.
 *
 * @throws CommandError UNKNOWN naming the hosts that there are, USAGE when none can be meant.
 */
async function findConsole(
  { host, user, passwordFile, tokenDirectory, caFile, fingerprint, config }: ConnectionOptions,
  env: ProgramIo['env'],
  signal: AbortSignal,
): Promise<ConsoleEntry> {
  const known = await readHostsFile(config ?? hostsFilePath(env), signal);
  const { password_file, token_directory, ...entry } = chooseConsole(
    host ?? (env.PVM_SRIOV_HOST || undefined),
    known,
  );
  const logon =
    passwordFile === undefined && tokenDirectory === undefined
      ? { password_file, token_directory }
      : { password_file: passwordFile, token_directory: tokenDirectory };
  return {
    ...entry,
    ...logon,
    ...(user === undefined ? {} : { user }),
    ...(caFile === undefined ? {} : { ca_file: caFile }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

function chooseConsole(wanted: string | undefined, { file, defaultHost, consoles }: HostsFile): ConsoleEntry {
  if (wanted !== undefined && /^https?:\/\//.test(wanted)) return { url: wanted };
  const names = [...consoles.keys()];
  const name = wanted ?? defaultHost ?? (names.length === 1 ? names[0] : undefined);
  const listed = names.length === 0 ? `${file} names none` : `${file} names: ${names.join(', ')}`;
  if (name === undefined) {
    throw new CommandError('USAGE', `which host? ${listed}`, [
      '--host NAME|URL says which; pvm-sriov connect NAME URL adds one to the file',
      '--world small tries the command on a simulated host',
    ]);
  }
  const entry = consoles.get(name);
  if (entry !== undefined) return entry;
  throw new CommandError(
    'UNKNOWN',
    `there is no host ${JSON.stringify(name)}: ${listed}`,
    'pvm-sriov connect NAME URL adds one; a URL can be given to --host as it is',
  );
}

/** By token file a session has a name of its own where none is given, as pypowervm's adapter.py does [R]. */
async function credentialsOf(
  { url, user, password_file, token_directory }: ConsoleEntry,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<Credentials> {
  if (token_directory !== undefined) {
    return { user: user ?? `pvm_sriov_${randomUUID()}`, tokenDirectory: token_directory };
  }
  if (user === undefined) throw new CommandError('USAGE', `who logs on to ${url}?`, '--user NAME says it');
  if (password_file === undefined) {
    return { user, password: await askSecret(io, `Password of ${user} on ${url}: `, signal) };
  }
  const text = await readFile(password_file, { encoding: 'utf8', signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new CommandError(
      'USAGE',
      `the password file ${password_file} cannot be read: ${explainFileError(error)}`,
    );
  });
  const [password = ''] = text.split(/\r?\n/);
  if (password === '') throw new CommandError('USAGE', `the password file ${password_file} is empty`);
  return { user, password };
}

function tlsOf({ ca_file, fingerprint }: ConsoleEntry): TlsOptions {
  if (fingerprint !== undefined) return { verify: 'fingerprint', sha256: fingerprint };
  return ca_file === undefined ? { verify: 'authority' } : { verify: 'authority', caFile: ca_file };
}
