import type { PlatformState } from '../platform/platform-state.ts';

export type BootedRecording = {
  readonly state: PlatformState;
  /** What in this host was never recorded, one sentence each, for people. */
  readonly notes: readonly string[];
};
