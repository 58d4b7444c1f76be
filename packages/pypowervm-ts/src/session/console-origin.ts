import { BlockList, isIP } from 'node:net';
import { PowerVmError } from '../power-vm-error.ts';
import type { ConsoleKind } from './console-traits.ts';
import type { ConsoleAddress, Credentials, SessionWarning } from './session-options.ts';

/** HMC V11 and later; before that it was 12443, to be given as `port` (published release notes). */
const hmcPort = 443;
/** pypowervm const.py */
const novalinkTlsPort = 12_443;
const novalinkPlainPort = 12_080;

type RemoteAddress = Exclude<ConsoleAddress, { transport: unknown }>;

/**
 * Scheme, host and port of the console. Plain http is for this machine alone: a password never leaves it unencrypted.
 * @throws PowerVmError OPTIONS_INVALID or PLAINTEXT_REFUSED
 */
export function consoleOrigin(
  address: RemoteAddress,
  credentials: Credentials,
  warn: (warning: SessionWarning) => void,
): string {
  const url = 'url' in address ? parseUrl(address.url) : urlOf(address, credentials);
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    if ('password' in credentials) {
      throw new PowerVmError(
        'PLAINTEXT_REFUSED',
        `${url.origin} is refused: the password of ${credentials.user} would cross the network unencrypted; use https`,
      );
    }
    warn({
      code: 'PLAINTEXT',
      message: `Requests to ${url.origin} cross the network unencrypted; use https`,
    });
  }
  return url.origin;
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain =
    url !== undefined &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username + url.password + url.search + url.hash === '' &&
    url.pathname === '/';
  if (plain) return url;
  throw new PowerVmError(
    'OPTIONS_INVALID',
    'The console’s URL is not valid: expected http(s)://host[:port] with no path, query or credentials in it',
  );
}

function urlOf(
  { host, kind, port }: { readonly host: string; readonly kind: ConsoleKind; readonly port?: number },
  credentials: Credentials,
): URL {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  if (kind === 'hmc') return parseUrl(`https://${name}:${port ?? hmcPort}`);
  const plain =
    !('password' in credentials) && isLoopback(name) && (port ?? novalinkPlainPort) !== novalinkTlsPort;
  return parseUrl(
    plain ? `http://${name}:${port ?? novalinkPlainPort}` : `https://${name}:${port ?? novalinkTlsPort}`,
  );
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(name);
  if (version === 0) return name.toLowerCase() === 'localhost';
  return loopback.check(name, version === 6 ? 'ipv6' : 'ipv4');
}
