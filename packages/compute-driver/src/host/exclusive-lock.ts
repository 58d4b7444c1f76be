import { VifError } from '@powervm-sriov/vif-drivers';

/** Runs work one at a time for each key, in the order of asking. @throws VifError ABORTED when the caller gave up waiting */
export interface ExclusiveLock {
  run<Result>(key: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

export function exclusiveLock(): ExclusiveLock {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, signal, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(ignore, ignore).then(() => {
        if (!signal.aborted) return work();
        throw new VifError('ABORTED', 'given up by the caller before its turn came: nothing was sent', {
          cause: signal.reason,
        });
      });
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}

function ignore(): void {}
