/** For work that several callers share, none of whom may end it for the others. */
export const neverAborted: AbortSignal = new AbortController().signal;
