import { isBusy } from './busy-answer.ts';
import type { Clock } from './clock.ts';
import type { Interceptor } from './transport.ts';

/** Waits of 5, 10 and 15 s, then the refusal stands (pypowervm helpers/vios_busy.py). */
export const defaultBusyWaits: readonly number[] = [5_000, 10_000, 15_000];

/** Repeats what a busy server turned away: such a request took no effect, so even a changing one may be sent again. */
export function retryBusy(clock: Clock, waits: readonly number[] = defaultBusyWaits): Interceptor {
  return (next) => async (request, signal) => {
    for (const wait of waits) {
      const answer = await next(request, signal);
      if (!isBusy(answer)) return answer;
      await clock.sleep(wait, signal);
    }
    return next(request, signal);
  };
}
