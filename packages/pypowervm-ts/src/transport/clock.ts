import { setTimeout as delay } from 'node:timers/promises';
import { throwIfAborted } from './throw-if-aborted.ts';

/** Time as this package knows it; tests and simulations bring their own. */
export interface Clock {
  /** Milliseconds from an arbitrary start that never runs backwards. */
  now(): number;
  /** Resolves after the time, or rejects with `ABORTED` as soon as the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Monotonic: a jump of the wall clock changes no decision. */
export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    throwIfAborted(signal, 'waiting');
    await delay(milliseconds, undefined, { signal, ref: true }).catch(() => undefined);
    throwIfAborted(signal, 'waiting');
  },
};
