import { readFile } from 'node:fs/promises';
import { PowerVmError } from '../power-vm-error.ts';
import type { TlsOptions, TlsPolicy } from './tls-options.ts';

/** Checks the options before the first connection, so that a typing error never weakens the verification. */
export async function readTlsPolicy(options: TlsOptions, signal: AbortSignal): Promise<TlsPolicy> {
  if (options.verify === 'off') return { verify: 'off' };
  if (options.verify === 'fingerprint') {
    return { verify: 'fingerprint', fingerprint: fingerprintOf(options.sha256) };
  }
  if (options.caFile === undefined) return { verify: 'authority' };
  return { verify: 'authority', ca: await readAuthority(options.caFile, signal) };
}

function fingerprintOf(text: string): string {
  const digits = text.replaceAll(':', '').toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(digits)) {
    throw new PowerVmError(
      'OPTIONS_INVALID',
      'The pinned certificate fingerprint is not a SHA-256 one: expected 64 hexadecimal digits, with or without colons',
    );
  }
  return digits.replace(/(..)(?!$)/g, '$1:');
}

async function readAuthority(file: string, signal: AbortSignal): Promise<string> {
  const text = await readFile(file, { encoding: 'utf8', signal }).catch((cause: unknown) => {
    throw new PowerVmError('OPTIONS_INVALID', `The CA file ${file} cannot be read: check its path and mode`, {
      cause,
    });
  });
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new PowerVmError('OPTIONS_INVALID', `The CA file ${file} holds no PEM certificate`);
  }
  return text;
}
