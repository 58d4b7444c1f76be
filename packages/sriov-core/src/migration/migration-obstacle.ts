import type { MacAddress, SlotNumber } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationForecast } from './predict-migration.ts';

export type MigrationEnd = 'source' | 'target';

/** One reason why a partition cannot move; each is found whatever the others are. */
export type MigrationObstacle =
  | { readonly kind: 'same-system' }
  | { readonly kind: 'not-master'; readonly end: MigrationEnd }
  | { readonly kind: 'no-mobility'; readonly end: MigrationEnd }
  | {
      readonly kind: 'migrations-full';
      readonly end: MigrationEnd;
      readonly inProgress: number;
      readonly maximum: number;
    }
  | { readonly kind: 'no-mover'; readonly end: MigrationEnd }
  | { readonly kind: 'memory-region'; readonly source: number; readonly target: number }
  | { readonly kind: 'processor-mode'; readonly mode: string; readonly supported: readonly string[] }
  | { readonly kind: 'not-running'; readonly state: string }
  | { readonly kind: 'rmc-inactive'; readonly rmc: string }
  | { readonly kind: 'no-dynamic-resources' }
  | { readonly kind: 'migrating'; readonly state: string }
  | { readonly kind: 'direct-logical-ports'; readonly count: number }
  | { readonly kind: 'partition-there'; readonly name: string }
  | { readonly kind: 'name-taken'; readonly name: string; readonly by: string }
  /** Megabytes. */
  | { readonly kind: 'memory-short'; readonly wanted: number; readonly available: number }
  /** Processing units. */
  | { readonly kind: 'processors-short'; readonly wanted: number; readonly available: number }
  | {
      readonly kind: 'slot-beyond';
      readonly mac: MacAddress;
      readonly slot: SlotNumber;
      readonly maximum: number;
    }
  | { readonly kind: 'vnics-short'; readonly forecast: MigrationForecast };
