/** Simulated time: real in a server, moved by hand in tests. */
export type SimClock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `action` once `delayMs` have passed; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
};

export const realClock: SimClock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands until `advance` moves it; actions run in order of time, then of registration. */
export class VirtualClock implements SimClock {
  #now: number;
  #waiting: { due: number; action: () => void }[] = [];

  constructor(startMs = Date.UTC(2024, 0, 1)) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): () => void {
    const entry = { due: this.#now + delayMs, action };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#earliest(end); next !== undefined; next = this.#earliest(end)) {
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      this.#now = Math.max(this.#now, next.due);
      next.action();
    }
    this.#now = end;
  }

  #earliest(end: number): { due: number; action: () => void } | undefined {
    let earliest: { due: number; action: () => void } | undefined;
    for (const entry of this.#waiting) {
      if (entry.due <= end && (earliest === undefined || entry.due < earliest.due)) earliest = entry;
    }
    return earliest;
  }
}
