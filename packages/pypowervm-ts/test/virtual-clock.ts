import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../src/transport/clock.ts';
import { abortedError } from '../src/transport/throw-if-aborted.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Time that stands still until nothing else can happen, then jumps to the next sleeper. */
export class VirtualClock implements Clock {
  #now = 0;
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortedError(signal, 'waiting'));
        return;
      }
      const sleeper: Sleeper = { until: this.#now + milliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', () => {
        if (this.#sleepers.delete(sleeper)) reject(abortedError(signal, 'waiting'));
      });
    });
  }

  /** The result of the work, with as much time passing as it needs. */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    let settled = false;
    const done = work.finally(() => {
      settled = true;
    });
    done.catch(() => undefined);
    for (let turns = 0; !settled && turns < 10_000; turns += 1) {
      await turn();
      if (!settled) this.#skip();
    }
    if (!settled) throw new Error('the work waits for something that will never come');
    return done;
  }

  #skip(): void {
    const next = [...this.#sleepers].sort((left, right) => left.until - right.until)[0];
    if (next === undefined) return;
    this.#now = Math.max(this.#now, next.until);
    this.#sleepers.delete(next);
    next.wake();
  }
}
