/** For a request that, once sent, is waited for whatever the caller's own signal says. */
export const neverAborted: AbortSignal = new AbortController().signal;
