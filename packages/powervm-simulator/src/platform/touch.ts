import type { Revised } from './platform-state.ts';

/** Counts a change of these objects, so that their etags differ from before. */
export function touch(...objects: readonly Revised[]): void {
  for (const object of objects) object.revision += 1;
}
