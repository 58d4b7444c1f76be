import { resolve } from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { ask } from '../confirm/ask.ts';
import type { ProgramIo } from '../program-io.ts';

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
      const { hostsFilePath, saveConsole } = await import('../connection/hosts-file.ts');
      const signal = io.interrupted;
      const password_file = passwordFile === undefined ? undefined : resolve(passwordFile);
      const token_directory = tokenDirectory === undefined ? undefined : resolve(tokenDirectory);
      const url = parseAddress(name, address);
      const fingerprint = url.protocol === 'https:' ? await trusted(url, trust, io) : undefined;
      const file = config ?? hostsFilePath(io.env);
      const entry = { url: url.origin, user, password_file, token_directory, fingerprint };
      await saveConsole(file, name, entry, signal);
      io.stderr.write(`${name} is in ${file}\npvm-sriov host list --host ${name} tries it\n`);
    });
}

function parseAddress(name: string, address: string): URL {
  if (!/^[\w.-]+$/.test(name) || name === 'DEFAULT') {
    throw new CommandError(
      'USAGE',
      `${JSON.stringify(name)} is no name for a host`,
      'letters, digits, . _ and -',
    );
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.username === '')
    return url;
  throw new CommandError(
    'USAGE',
    `${JSON.stringify(address)} is no address of a console`,
    'https://host[:port]',
  );
}

interface Trust {
  readonly fingerprint?: string | undefined;
  readonly yes?: true | undefined;
}

/** The fingerprint that the user trusts: the one given, when the console has it, or the one looked at. */
async function trusted(url: URL, { fingerprint, yes }: Trust, io: ProgramIo): Promise<string> {
  const { fetchCertificate } = await import('../connection/fetch-certificate.ts');
  const shown = await fetchCertificate(url, io.interrupted);
  if (fingerprint !== undefined) {
    if (digits(fingerprint) === digits(shown.sha256)) return shown.sha256;
    throw new CommandError('NOT_CONFIRMED', `${url.origin} has another certificate: nothing was saved`, [
      `it shows ${shown.sha256}`,
      `expected ${fingerprint}`,
    ]);
  }
  io.stderr.write(
    [
      `Certificate of ${url.origin}`,
      `  subject  ${shown.subject}`,
      `  issuer   ${shown.issuer}`,
      `  valid to ${shown.validTo}`,
      `  SHA-256  ${inLines(shown.sha256, io.stderr.columns)}`,
      '',
    ].join('\n'),
  );
  if (yes === true) return shown.sha256;
  const answer = await ask(
    io,
    'Is this the fingerprint that the console itself shows? (yes/no) ',
    io.interrupted,
  );
  if (answer.trim().toLowerCase() === 'yes') return shown.sha256;
  throw new CommandError(
    'NOT_CONFIRMED',
    `the certificate of ${url.origin} is not trusted: nothing was saved`,
  );
}

/** In two halves where a terminal would break it anywhere. */
function inLines(fingerprint: string, columns = Number.POSITIVE_INFINITY): string {
  const label = '  SHA-256  ';
  if (label.length + fingerprint.length <= columns) return fingerprint;
  const half = fingerprint.length / 2 + 1;
  return `${fingerprint.slice(0, half)}\n${' '.repeat(label.length)}${fingerprint.slice(half)}`;
}

function digits(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toUpperCase();
}
