/** Knows which of our own writes are under way, so that their echo in the events is not taken for news. */
export interface WritesUnderWay {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs the judgement when the writes that are under way now have ended: at once when there are none. */
  after(judge: () => void): void;
}

export function writesUnderWay(): WritesUnderWay {
  const running = new Set<Promise<unknown>>();
  return {
    async run(work) {
      const mine = work();
      running.add(mine);
      try {
        return await mine;
      } finally {
        running.delete(mine);
      }
    },
    after(judge) {
      if (running.size === 0) judge();
      else void Promise.allSettled(running).then(judge);
    },
  };
}
