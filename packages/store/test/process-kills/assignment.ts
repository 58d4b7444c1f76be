import type { WorkName } from './works.ts';

/** What the program is started with. */
export interface Assignment {
  readonly console: {
    readonly url: string;
    readonly credentials: { readonly user: string; readonly password: string };
    readonly backingDeviceChange: 'cli';
  };
  /** Of the record store. */
  readonly file: string;
  readonly work: WorkName;
  readonly partition: string;
  /** The number of a boundary; without one the program lives until it has told what it did. */
  readonly diesAt: number | undefined;
  /** The time of the platform. */
  readonly now: number;
}

/** What it tells: that it waits so many milliseconds, or that its work is done. */
export type Report = { readonly sleep: number } | Ending;

/** The work is acknowledged, and had so many boundaries. */
export interface Ending {
  readonly boundaries: number;
}

/** What it is told after a wait: the time of the platform now. */
export interface Tick {
  readonly now: number;
}
