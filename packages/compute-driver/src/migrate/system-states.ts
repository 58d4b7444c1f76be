/** What a console calls a managed system; a word that is in neither list proves nothing. */
export interface SystemStates {
  /** It has no power: nothing runs on it. */
  readonly off: readonly string[];
  /** The console is connected to it, so that what it shows of the partitions is what they are now. */
  readonly connected: readonly string[];
}

/** As HMCs are remembered to say it; no recording has a system that is off or out of reach [?]. */
export const usualSystemStates: SystemStates = { off: ['power off'], connected: ['operating', 'standby'] };

export function isState(words: readonly string[], state: string): boolean {
  return words.some((word) => word.toLowerCase() === state.toLowerCase());
}
