import { VifError } from '@powervm-sriov/vif-drivers';
import type { ExclusiveLock } from '../host/exclusive-lock.ts';

/** Does the work when nobody else holds the key; a caller who gives up while others do is told so at once. */
export function takeTurn<Result>(
  lock: ExclusiveLock,
  key: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(
        new VifError('ABORTED', 'given up by the caller while others had the partition: nothing was sent', {
          cause: signal.reason,
        }),
      );
    const begin = (): Promise<Result> => {
      signal.removeEventListener('abort', giveUp);
      return work();
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    // The lock lets nobody begin whose signal is aborted.
    lock.run(key, signal, begin).then(resolve, reject);
  });
}
