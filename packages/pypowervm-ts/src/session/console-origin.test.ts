import { describe, expect, it } from 'vitest';
import { consoleOrigin } from './console-origin.ts';
import type { SessionWarning } from './session-options.ts';

const password = { user: 'neo', password: 'secret' };
const file = { user: 'neo', tokenDirectory: '/var/lib/pvm' };
const quiet = (): void => expect.fail('no warning expected');

describe('consoleOrigin', () => {
  it.each([
    [{ host: 'hmc7', kind: 'hmc' }, password, 'https://hmc7'],
    [{ host: 'hmc7', kind: 'hmc', port: 12443 }, password, 'https://hmc7:12443'],
    [{ host: 'fe80::1', kind: 'hmc' }, password, 'https://[fe80::1]'],
    [{ host: 'neo1', kind: 'novalink' }, password, 'https://neo1:12443'],
    [{ host: 'localhost', kind: 'novalink' }, password, 'https://localhost:12443'],
    [{ host: 'localhost', kind: 'novalink' }, file, 'http://localhost:12080'],
    [{ host: '::1', kind: 'novalink' }, file, 'http://[::1]:12080'],
    [{ host: 'localhost', kind: 'novalink', port: 12443 }, file, 'https://localhost:12443'],
    [{ host: 'neo1', kind: 'novalink' }, file, 'https://neo1:12443'],
    [{ url: 'http://127.3.2.1:4711' }, password, 'http://127.3.2.1:4711'],
    [{ url: 'https://neo1:12443/' }, password, 'https://neo1:12443'],
  ] as const)('makes of %j', (address, credentials, origin) => {
    expect(consoleOrigin(address, credentials, quiet)).toBe(origin);
  });

  it.each([
    'http://neo1:12080',
    'http://10.0.0.1',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://[::2]',
  ])('keeps a password from %s', (url) => {
    expect(() => consoleOrigin({ url }, password, quiet)).toThrowError(
      /is refused: the password of neo would cross the network unencrypted; use https$/,
    );
  });

  it('warns when tokens cross the network unencrypted', () => {
    const warnings: SessionWarning[] = [];
    consoleOrigin({ url: 'http://neo1:12080' }, file, (warning) => warnings.push(warning));
    expect(warnings).toEqual([
      {
        code: 'PLAINTEXT',
        message: 'Requests to http://neo1:12080 cross the network unencrypted; use https',
      },
    ]);
  });
});
