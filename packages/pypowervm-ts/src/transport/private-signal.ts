import { setMaxListeners } from 'node:events';
import type { Interceptor } from './transport.ts';

/**
 * Gives each request a signal of its own that follows the caller's. A caller may use one signal for thousands of
 * requests over months: listeners and combinations hang on the private one and go with it (in Node 20
 * `AbortSignal.any` leaves a little on a long-lived signal each time).
 */
export function privateSignal(): Interceptor {
  return (next) => async (request, signal) => {
    const own = new AbortController();
    const follow = (): void => own.abort(signal.reason);
    if (signal.aborted) follow();
    setMaxListeners(0, signal, own.signal);
    signal.addEventListener('abort', follow, { once: true });
    try {
      return await next(request, own.signal);
    } finally {
      signal.removeEventListener('abort', follow);
    }
  };
}
