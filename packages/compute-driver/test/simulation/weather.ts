import type { SeededRandom } from './seeded-random.ts';

/** What may happen to a request between client and console; `after` is after it was executed. */
export type Mishap =
  | 'drop-before'
  | 'drop-after'
  | 'truncate'
  | '503-xml'
  | '503-html'
  | 'busy'
  | '401'
  | '412'
  | 'silence-before'
  | 'silence-after'
  | 'failed-before'
  | 'failed-after'
  /** The console answers as if a live object did not exist. */
  | 'not-found'
  | 'twice';

const mishaps: readonly Mishap[] = [
  'drop-before',
  'drop-after',
  'drop-after',
  'truncate',
  'truncate',
  '503-xml',
  '503-html',
  'busy',
  '401',
  '412',
  'silence-before',
  'silence-after',
  'failed-before',
  'failed-after',
  'not-found',
  'twice',
];

/** How the way to the console is: now and then something goes wrong by itself, and storms can be called up. */
export interface Weather {
  /** What strikes this request, if anything does. */
  strike(request: { readonly method: string; readonly path: string }): Mishap | undefined;
  /** The next requests are all struck by this. */
  brew(mishap: Mishap, times: number): void;
  clear(): void;
  /** How many requests were struck so far. */
  count(): number;
}

export function newWeather(random: SeededRandom, rate: number): Weather {
  let isClear = false;
  let count = 0;
  let storm: Mishap[] = [];
  return {
    strike({ method, path }) {
      // A refused logon is the end of a session by design, and the poll for events has faults of its own.
      if (isClear || path.endsWith('/Logon')) return undefined;
      const forced = storm.shift();
      const mishap = forced ?? (random.chance(rate) ? random.pick(mishaps) : undefined);
      if (mishap === undefined || !canStrike(mishap, method)) return undefined;
      count += 1;
      return mishap;
    },
    brew(mishap, times) {
      if (!isClear) storm = [...storm, ...Array.from({ length: times }, () => mishap)];
    },
    clear() {
      isClear = true;
      storm = [];
    },
    count: () => count,
  };
}

/** No network executes a creation twice by itself. */
function canStrike(mishap: Mishap, method: string): boolean {
  return mishap !== 'twice' || method === 'GET' || method === 'DELETE';
}
