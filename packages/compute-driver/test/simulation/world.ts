import type { Simulator } from '@powervm-sriov/powervm-simulator';
import type { RecordStore } from '../../src/index.ts';
import type { ForeignHands } from './foreign-hands.ts';
import type { Journal } from './journal.ts';
import type { Oracle } from './oracle.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Disk } from './shaky-store.ts';
import type { Temper } from './temper.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Watchman } from './watchman.ts';
import type { Weather } from './weather.ts';

/** Everything that one seed makes, before any process runs. */
export interface World {
  readonly seed: number;
  readonly temper: Temper;
  readonly random: SeededRandom;
  readonly time: VirtualTime;
  readonly journal: Journal;
  readonly simulator: Simulator;
  readonly weather: Weather;
  readonly disk: Disk;
  /** As they are kept, whoever wrote them. */
  readonly records: RecordStore;
  readonly oracle: Oracle;
  readonly foreign: ForeignHands;
  readonly watchman: Watchman;
  /** Milliseconds by which people's clocks are wrong, another number each time. */
  readonly wallClockJump: () => number;
  /** When the last of the disturbances ends by itself. */
  readonly endings: { last: number };
  /** How many were played. */
  steps: number;
  /** How often the process was killed. */
  kills: number;
}
