import { PowerVmError } from '../power-vm-error.ts';
import { throwIfAborted } from './throw-if-aborted.ts';
import { eventPath, type Interceptor, nameOf, type RestRequest } from './transport.ts';

/**
 * Asks once more, at once, when the answer to a read was lost or cut short: a console closes connections that it kept
 * alive just as a request sets out on one. A changing request is never repeated here, because it may have been executed.
 */
export function repeatLostReads(): Interceptor {
  return (next) => async (request, signal) => {
    try {
      return await next(request, signal);
    } catch (failure) {
      if (!isRepeatable(request) || !isLost(failure)) throw failure;
      throwIfAborted(signal, nameOf(request));
      return next(request, signal);
    }
  };
}

/** A poll takes events off the console's queue: repeated in silence, those in the lost answer would never be missed. */
function isRepeatable(request: RestRequest): boolean {
  return request.method === 'GET' && request.path.split('?', 1)[0] !== eventPath;
}

function isLost(failure: unknown): boolean {
  return (
    failure instanceof PowerVmError && (failure.code === 'ANSWER_LOST' || failure.code === 'ANSWER_TRUNCATED')
  );
}
