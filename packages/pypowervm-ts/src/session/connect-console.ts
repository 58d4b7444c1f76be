import { connectionFailure } from '../transport/connection-failure.ts';
import { readTlsPolicy } from '../transport/read-tls-policy.ts';
import type { Transport } from '../transport/transport.ts';
import { type SocketTransport, undiciTransport } from '../transport/undici-transport.ts';
import { consoleOrigin } from './console-origin.ts';
import type { SessionLimits, SessionOptions, SessionWarning } from './session-options.ts';

/** A console in this process has no address; this is how NovaLink names itself (recording event_feed.txt). */
const inProcessOrigin = 'http://localhost:12080';

/** The transport that the options ask for; nothing is connected before the first request. */
export async function connectConsole(
  options: SessionOptions,
  limits: SessionLimits,
  signal: AbortSignal,
): Promise<SocketTransport> {
  if ('transport' in options) {
    return {
      origin: inProcessOrigin,
      send: typedFailures(options.transport),
      close: () => Promise.resolve(),
    };
  }
  const warn = options.onWarning ?? emitWarning;
  const origin = consoleOrigin(options, options.credentials, warn);
  const tls = await readTlsPolicy(options.tls ?? {}, signal);
  if (tls.verify === 'off' && origin.startsWith('https:')) {
    warn({
      code: 'TLS_NOT_VERIFIED',
      message: `The certificate of ${origin} is not verified: whoever answers there gets the credentials`,
    });
  }
  return undiciTransport({ origin, tls, ...limits });
}

/** Whatever a foreign transport throws, nobody knows how far the request came. */
function typedFailures(transport: Transport): Transport {
  return async (request, signal) => {
    try {
      return await transport(request, signal);
    } catch (failure) {
      throw connectionFailure(failure, { origin: inProcessOrigin, request, signal, phase: 'head' });
    }
  };
}

function emitWarning({ code, message }: SessionWarning): void {
  process.emitWarning(message, { type: 'PowerVmWarning', code });
}
