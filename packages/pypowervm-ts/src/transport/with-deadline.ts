import { PowerVmError } from '../power-vm-error.ts';
import type { Clock } from './clock.ts';
import { type Interceptor, isMutating, nameOf } from './transport.ts';

/** Ends an attempt that takes longer, whether or not the transport below heeds the signal. */
export function withDeadline(milliseconds: number, clock: Clock): Interceptor {
  return (next) => async (request, signal) => {
    const finished = new AbortController();
    const expired = new AbortController();
    const deadline = clock.sleep(milliseconds, finished.signal).then(() => {
      const effectUnknown = isMutating(request);
      const error = new PowerVmError(
        'DEADLINE',
        `${nameOf(request)} was not answered within ${milliseconds} ms${effectUnknown ? '; it may have been executed: look again before repeating it' : ''}`,
        { effectUnknown },
      );
      expired.abort(error);
      throw error;
    });
    deadline.catch(() => undefined);
    try {
      return await Promise.race([next(request, AbortSignal.any([signal, expired.signal])), deadline]);
    } finally {
      finished.abort();
    }
  };
}
