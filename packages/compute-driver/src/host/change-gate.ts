/**
 * Between our own changes of a host and the reads of its figures. A read that overlaps a change may show it or not, and
 * counting the change on top then counts it twice: that holds room back, and is no reason to refuse anybody.
 */
export interface ChangeGate {
  /** Sends a change and takes its effect into the view; waits for the quiet reads that are under way. */
  change<Result>(send: () => Promise<Result>): Promise<Result>;
  /** Reads when the changes under way have ended, and lets none begin meanwhile. */
  quietly<Result>(read: () => Promise<Result>): Promise<Result>;
  /** Begins to watch; the answer tells whether a change has been under way since. */
  watch(): () => boolean;
  /** Runs the work when the changes that are under way now have ended: at once when there are none. */
  after(work: () => void): void;
}

export function changeGate(): ChangeGate {
  const changes = new Set<Promise<unknown>>();
  const quietReads = new Set<Promise<unknown>>();
  let begun = 0;
  return {
    async change(send) {
      while (quietReads.size > 0) await Promise.allSettled(quietReads);
      begun += 1;
      return await amid(changes, send());
    },
    quietly: (read) => amid(quietReads, Promise.allSettled(changes).then(read)),
    watch() {
      const before = begun - changes.size;
      return () => begun > before;
    },
    after(work) {
      if (changes.size === 0) work();
      else void Promise.allSettled(changes).then(work);
    },
  };
}

async function amid<Result>(running: Set<Promise<unknown>>, mine: Promise<Result>): Promise<Result> {
  running.add(mine);
  try {
    return await mine;
  } finally {
    running.delete(mine);
  }
}
