import { resolve } from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import type { ConsoleChange, ConsoleEntry } from '../connection/hosts-file.ts';
import { writeLines } from '../render/write-lines.ts';
import { trustCertificate } from './trust-certificate.ts';

/** Adds a console to the hosts file, with the certificate that somebody has looked at. */
export function connectCommand({ io }: CommandContext) {
  return new Command('connect')
    .argument('<name>', 'how it is called from now on: --host NAME')
    .argument('<url>', 'https://host[:port]; an HMC listens on 443 or 12443, NovaLink on 12443')
    .option('--user <name>', 'who logs on')
    .option('--password-file <file>', 'where the password stands; without one it is asked for')
    .addOption(
      new Option(
        '--token-directory <dir>',
        'where NovaLink on this machine leaves tokens: no password',
      ).conflicts('passwordFile'),
    )
    .option('--fingerprint <sha256>', 'the certificate that it must have; asked for on a terminal otherwise')
    .option('--config <file>', 'the hosts file (default: $XDG_CONFIG_HOME/pvm-sriov/hosts.ini)')
    .option('--yes', 'trust the certificate that it shows')
    .action(async (name, address, { config, user, passwordFile, tokenDirectory, ...trust }) => {
      const { hostsFilePath, readHostsFile, saveConsole } = await import('../connection/hosts-file.ts');
      const signal = io.interrupted;
      const url = parseAddress(name, address);
      const file = config ?? hostsFilePath(io.env);
      const before = (await readHostsFile(file, signal)).consoles.get(name);
      const pinned = before?.url === url.origin ? before.fingerprint : undefined;
      const entry = {
        url: url.origin,
        fingerprint:
          url.protocol === 'https:' ? await trustCertificate(url, { ...trust, pinned }, io) : undefined,
        ...(user === undefined ? {} : { user }),
        ...logonOf(passwordFile, tokenDirectory),
      };
      await saveConsole(file, name, entry, signal);
      const lines =
        before === undefined
          ? [`${name} is in ${file}`]
          : [`${name} was in ${file} already: ${explainChange(before, entry)}`];
      writeLines(io.stderr, io.stderr.columns, [...lines, `pvm-sriov host list --host ${name} tries it`]);
    });
}

/** Of the two ways to log on the one that is given counts from now on. */
function logonOf(passwordFile: string | undefined, tokenDirectory: string | undefined) {
  if (passwordFile !== undefined) {
    return { password_file: resolve(passwordFile), token_directory: undefined };
  }
  return tokenDirectory === undefined
    ? {}
    : { token_directory: resolve(tokenDirectory), password_file: undefined };
}

/** What of a console is another now, and what is as it was. */
function explainChange(before: ConsoleEntry, change: ConsoleChange): string {
  const now: Readonly<Record<string, unknown>> = { ...before, ...change };
  const was: Readonly<Record<string, unknown>> = before;
  const differs = Object.keys(now).filter((key) => now[key] !== was[key]);
  const same = Object.keys(was).filter((key) => !differs.includes(key));
  const changed = differs.length === 0 ? 'nothing is changed' : `changed ${differs.join(', ')}`;
  return same.length === 0 ? changed : `${changed}; kept ${same.join(', ')}`;
}

function parseAddress(name: string, address: string): URL {
  if (!/^[\w.-]+$/.test(name) || name === 'DEFAULT') {
    throw new CommandError(
      'USAGE',
      `${JSON.stringify(name)} is no name for a host`,
      'a name has letters, digits, . _ and -',
    );
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.username === '')
    return url;
  throw new CommandError(
    'USAGE',
    `${JSON.stringify(address)} is no address of a console`,
    'expected https://host[:port]',
  );
}
