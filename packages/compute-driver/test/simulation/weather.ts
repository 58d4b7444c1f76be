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
  | 'twice'
  /** An answer without a body, or with half of one, and nothing tells that there was more. */
  | 'empty'
  | 'cut'
  | EventMishap;

/** What may happen to events alone: nobody is told. */
export type EventMishap = (typeof eventMishaps)[number];

const eventMishaps = ['events-twice', 'events-reversed', 'events-lost'] as const;

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
  'empty',
  'cut',
];

interface Struck {
  readonly method: string;
  readonly path: string;
}

export interface WeatherOptions {
  readonly random: SeededRandom;
  /** Share of the requests that something happens to. */
  readonly rate: number;
  /** Whether a second vNIC with the same MAC is refused by the platform; else a creation is never executed twice. */
  readonly refusesTwins: boolean;
}

/** How the way to the console is: now and then something goes wrong by itself, and storms can be called up. */
export interface Weather {
  /** What strikes this request, if anything does. */
  strike(request: Struck): Mishap | undefined;
  /** The next requests are all struck by this. */
  brew(mishap: Mishap, times: number): void;
  clear(): void;
  /** How many requests were struck so far. */
  count(): number;
}

export function newWeather({ random, rate, refusesTwins }: WeatherOptions): Weather {
  let isClear = false;
  let count = 0;
  let storm: Mishap[] = [];
  return {
    strike(request) {
      // A refused logon is the end of a session by design.
      if (isClear || request.path.endsWith('/Logon')) return undefined;
      const forced = storm.shift();
      const isDisordered = isPoll(request) && rate > 0 && random.chance(0.3);
      const usual = isDisordered ? eventMishaps : mishaps;
      const mishap = forced ?? (isDisordered || random.chance(rate) ? random.pick(usual) : undefined);
      if (mishap === undefined || (mishap === 'twice' && !canBeTwice(request, refusesTwins)))
        return undefined;
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

function isPoll({ path }: Struck): boolean {
  return path.includes('/Event?');
}

/** Where twins are refused a creation may be delivered twice; other changes say themselves what they are made from. */
function canBeTwice({ method, path }: Struck, refusesTwins: boolean): boolean {
  const isCreation = method === 'PUT' && path.includes('/VirtualNICDedicated');
  return method === 'GET' || method === 'DELETE' || (isCreation && refusesTwins);
}
