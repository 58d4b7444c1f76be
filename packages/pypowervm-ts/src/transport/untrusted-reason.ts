import { fingerprintMismatch } from './verified-connector.ts';

export interface UntrustedReason {
  readonly reason: string;
  readonly remedy: string;
}

const giveAuthority = 'give its CA file, or pin its SHA-256 fingerprint';
const selfSigned = { reason: 'it is self-signed', remedy: giveAuthority };
const unknownAuthority = { reason: 'no CA known here signed it', remedy: giveAuthority };

/** Codes of OpenSSL and Node for a certificate that fails verification. */
const reasons: ReadonlyMap<string, UntrustedReason> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', selfSigned],
  ['SELF_SIGNED_CERT_IN_CHAIN', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownAuthority],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownAuthority],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownAuthority],
  ['CERT_UNTRUSTED', unknownAuthority],
  ['CERT_SIGNATURE_FAILURE', { reason: 'its signature is not the CA’s', remedy: giveAuthority }],
  ['CERT_HAS_EXPIRED', { reason: 'it has expired', remedy: 'renew it on the console' }],
  ['CERT_NOT_YET_VALID', { reason: 'it is not yet valid', remedy: 'check the clocks of both machines' }],
  ['CERT_REVOKED', { reason: 'it was revoked', remedy: 'replace it on the console' }],
  ['INVALID_PURPOSE', { reason: 'it is not meant for servers', remedy: 'replace it on the console' }],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    {
      reason: 'it names another host',
      remedy: 'use the host name that it names, or pin its SHA-256 fingerprint',
    },
  ],
  [
    fingerprintMismatch,
    {
      reason: 'it is not the pinned one',
      remedy: 'if the console’s certificate was renewed, pin the new fingerprint',
    },
  ],
]);

/** Undefined when the connection failed for another reason than the certificate. */
export function untrustedReason(code: string): UntrustedReason | undefined {
  return reasons.get(code);
}
