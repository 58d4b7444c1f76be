import { connect } from 'node:tls';
import { CommandError } from '../command-error.ts';

/** What a console says of itself before anybody trusts it. */
export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: string;
  readonly sha256: string;
}

const patience = 10_000;

/** Asks the console for its certificate and sends it nothing: no request, no password. */
export function fetchCertificate(url: URL, signal: AbortSignal): Promise<ShownCertificate> {
  const port = Number(url.port || 443);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    // Nothing is verified here on purpose: a person judges the certificate, and every session checks the pinned one.
    const socket = connect({
      host,
      port,
      servername: /[a-z]/i.test(host) ? host : '',
      rejectUnauthorized: false,
    });
    const fail = (error: CommandError): void => {
      socket.destroy();
      reject(error);
    };
    const giveUp = (): void => fail(signal.aborted ? interrupted() : unreachable(url, 'no answer in 10 s'));
    until.addEventListener('abort', giveUp, { once: true });
    socket.once('error', (error: Error) => fail(unreachable(url, error.message)));
    socket.once('secureConnect', () => {
      const { subject, issuer, valid_to: validTo, fingerprint256: sha256 } = socket.getPeerCertificate();
      socket.destroy();
      resolve({ subject: nameOf(subject), issuer: nameOf(issuer), validTo, sha256 });
    });
  });
}

function interrupted(): CommandError {
  return new CommandError('INTERRUPTED', 'interrupted: nothing was saved');
}

function unreachable(url: URL, reason: string): CommandError {
  return new CommandError(
    'UNREACHABLE',
    `${url.origin} shows no certificate: ${reason}`,
    'check address and port',
  );
}

/** Names come from a stranger: one line, nothing that steers the terminal. */
function nameOf(parts: object | undefined): string {
  const text = Object.entries(parts ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(', ');
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
