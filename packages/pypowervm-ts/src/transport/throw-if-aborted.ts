import { PowerVmError } from '../power-vm-error.ts';

/** Ends work that was given up, before its next step; nothing of that step has been sent. */
export function throwIfAborted(signal: AbortSignal, what: string): void {
  if (signal.aborted) throw abortedError(signal, what);
}

/** A deadline aborts with its own error as the reason; everything else is the caller's wish. */
export function abortedError(signal: AbortSignal, what: string, effectUnknown = false): PowerVmError {
  const reason: unknown = signal.reason;
  if (reason instanceof PowerVmError) return reason;
  return new PowerVmError('ABORTED', `${what} was given up by the caller`, { cause: reason, effectUnknown });
}
