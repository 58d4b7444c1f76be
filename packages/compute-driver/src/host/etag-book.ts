import type { ConsolePath } from '@powervm-sriov/pypowervm-ts';

/**
 * Which version of each document the view shows. An etag stands for "what we have is what the platform has", so it is
 * forgotten as soon as that may be untrue: after a change of our own, and where the view came from another document.
 */
export interface EtagBook {
  begin(path: ConsolePath): EtagReading;
  forget(path: ConsolePath): void;
}

interface EtagReading {
  /** The version that the view shows. */
  readonly known: string | undefined;
  /** The answer was taken over; without effect where it is out of date already. */
  keep(etag: string | undefined): void;
}

export function etagBook(): EtagBook {
  const etags = new Map<ConsolePath, string>();
  /** The moment from which on a reading of the path must have begun for its etag to count. */
  const since = new Map<ConsolePath, number>();
  let moment = 0;
  return {
    begin(path) {
      moment += 1;
      const began = moment;
      return {
        known: etags.get(path),
        keep(etag) {
          if (began < (since.get(path) ?? 0)) return;
          since.set(path, began);
          if (etag === undefined) etags.delete(path);
          else etags.set(path, etag);
        },
      };
    },
    forget(path) {
      moment += 1;
      since.set(path, moment);
      etags.delete(path);
    },
  };
}
