import { CommandError } from '../command-error.ts';
import { ask } from '../confirm/ask.ts';
import type { ShownCertificate } from '../connection/fetch-certificate.ts';
import type { OutputStream, ProgramIo } from '../program-io.ts';

interface Trust {
  /** That the hosts file trusts until now. */
  readonly pinned: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly yes?: true | undefined;
}

/**
 * The fingerprint that the user trusts: the one given, when the console has it, or the one looked at. One that was
 * trusted so far is not replaced unseen.
 *
 * @throws CommandError NOT_CONFIRMED, UNREACHABLE, INTERRUPTED
 */
export async function trustCertificate(
  url: URL,
  { fingerprint, yes, pinned }: Trust,
  io: ProgramIo,
): Promise<string> {
  const { fetchCertificate } = await import('../connection/fetch-certificate.ts');
  const shown = await fetchCertificate(url, io.interrupted);
  if (fingerprint !== undefined) {
    if (digits(fingerprint) === digits(shown.sha256)) return shown.sha256;
    throw new CommandError('NOT_CONFIRMED', `${url.origin} has another certificate: nothing was saved`, [
      `it shows ${shown.sha256}`,
      `expected ${fingerprint}`,
    ]);
  }
  const replaced = pinned !== undefined && digits(pinned) !== digits(shown.sha256) ? pinned : undefined;
  tellCertificate(io.stderr, url, shown, replaced);
  if (yes === true && replaced === undefined) return shown.sha256;
  if (yes === true) {
    throw new CommandError(
      'NOT_CONFIRMED',
      `${url.origin} has another certificate than until now: nothing was saved`,
      ['if the console has got a new one, leave out --yes and look at it, or give it as --fingerprint'],
    );
  }
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

function tellCertificate(
  stderr: OutputStream,
  url: URL,
  { subject, issuer, validTo, sha256 }: ShownCertificate,
  replaced: string | undefined,
): void {
  const lines = [
    `Certificate of ${url.origin}`,
    `  subject  ${subject}`,
    `  issuer   ${issuer}`,
    `  valid to ${validTo}`,
    ...fingerprintLines('SHA-256', sha256, stderr.columns),
    ...(replaced === undefined ? [] : fingerprintLines('pinned', replaced, stderr.columns)),
  ];
  stderr.write(`${lines.join('\n')}\n`);
}

/** In two halves where a terminal would break it anywhere. */
function fingerprintLines(
  label: string,
  fingerprint: string,
  columns = Number.POSITIVE_INFINITY,
): readonly string[] {
  const indent = 11;
  const first = `  ${label}`.padEnd(indent);
  if (indent + fingerprint.length <= columns) return [first + fingerprint];
  const half = fingerprint.length / 2 + 1;
  return [first + fingerprint.slice(0, half), ' '.repeat(indent) + fingerprint.slice(half)];
}

function digits(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toUpperCase();
}
