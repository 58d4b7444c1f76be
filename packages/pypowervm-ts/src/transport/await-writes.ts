import { throwIfAborted } from './throw-if-aborted.ts';
import { type Interceptor, isMutating, nameOf } from './transport.ts';

/**
 * A caller can give up reading at any time, but a changing request only before it is sent: once on its way its answer
 * is awaited (until its deadline), because nobody would know what it did.
 */
export function awaitWrites(): Interceptor {
  return (next) => async (request, signal) => {
    throwIfAborted(signal, nameOf(request));
    return next(request, isMutating(request) ? new AbortController().signal : signal);
  };
}
