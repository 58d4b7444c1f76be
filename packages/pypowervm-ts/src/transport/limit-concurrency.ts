import { PowerVmError } from '../power-vm-error.ts';
import { abortedError, throwIfAborted } from './throw-if-aborted.ts';
import { type Interceptor, nameOf } from './transport.ts';

export interface ConcurrencyLimits {
  /** Requests on their way at once; a console serves few workers, and each takes a connection. */
  readonly running: number;
  /** Requests that may wait for their turn; one more is refused, unsent. */
  readonly waiting: number;
}

/** First come, first served. A request that waits can be given up, and has not been sent then. */
export function limitConcurrency(limits: ConcurrencyLimits): Interceptor {
  const queue: (() => void)[] = [];
  let running = 0;

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  async function enter(what: string, signal: AbortSignal): Promise<void> {
    throwIfAborted(signal, what);
    if (running < limits.running) {
      running += 1;
      return;
    }
    if (queue.length >= limits.waiting) {
      throw new PowerVmError(
        'QUEUE_FULL',
        `${what} was not sent: ${limits.waiting} requests are waiting already; try later`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        queue.splice(queue.indexOf(start), 1);
        reject(abortedError(signal, what));
      };
      queue.push(start);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  return (next) => async (request, signal) => {
    await enter(nameOf(request), signal);
    try {
      return await next(request, signal);
    } finally {
      leave();
    }
  };
}
