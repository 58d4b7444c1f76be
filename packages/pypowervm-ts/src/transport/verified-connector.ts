import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { TlsPolicy } from './tls-options.ts';

/** Why no connection came about: certain to be before any byte of a request was sent. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';
}

/** The code of a certificate that is not the pinned one, beside Node's own codes. */
export const fingerprintMismatch = 'FINGERPRINT_MISMATCH';

/**
 * Opens sockets and hands over only those that the policy trusts. TLS sessions are not resumed: a certificate that
 * changed between two sockets must be seen.
 */
export function verifiedConnector(policy: TlsPolicy, timeout: number): buildConnector.connector {
  const connect = buildConnector({
    timeout,
    maxCachedSessions: 0,
    rejectUnauthorized: policy.verify === 'authority',
    ...(policy.verify === 'authority' && policy.ca !== undefined ? { ca: policy.ca } : {}),
  });
  return (options, callback) => {
    connect(options, (...[failure, socket]) => {
      const cause = failure ?? mismatchOf(socket, policy);
      if (cause === undefined && socket !== null) {
        callback(null, socket);
        return;
      }
      socket?.destroy();
      callback(new ConnectFailure(cause?.message ?? 'there is no socket', { cause }), null);
    });
  };
}

function mismatchOf(socket: Socket | null, policy: TlsPolicy): Error | undefined {
  if (policy.verify !== 'fingerprint' || !(socket instanceof TLSSocket)) return undefined;
  const seen = socket.getPeerCertificate().fingerprint256;
  if (seen === policy.fingerprint) return undefined;
  return Object.assign(new Error(`the server shows certificate ${seen}`), { code: fingerprintMismatch });
}
