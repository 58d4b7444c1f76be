import { setMaxListeners } from 'node:events';

/** The signal of callers who do not give up. */
export const never: AbortSignal = new AbortController().signal;
setMaxListeners(0, never);
