import { VifError } from '../vif-error.ts';

/** Asked before a change is sent. @throws VifError ABORTED when the caller has given up meanwhile */
export function requireWanted(signal: AbortSignal, what: string): void {
  if (!signal.aborted) return;
  throw new VifError('ABORTED', `${what} was given up by the caller: nothing was sent`, {
    cause: signal.reason,
  });
}
