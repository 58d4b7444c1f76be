import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';
import { parseWholeNumber } from './whole-number.ts';

/** `FailOverPriority` of a backing device: 1..100, the lowest wins (sriov-rules [R][H]). */
export type FailoverPriority = Branded<number, 'FailoverPriority'>;

/** What the platform takes when none is given. */
export const defaultFailoverPriority = 50 as FailoverPriority;

export function parseFailoverPriority(given: string | number): FailoverPriority {
  const value = parseWholeNumber(given);
  if (value === undefined || value < 1 || value > 100) {
    throw new InvalidIdentifier('failover priority', given, 'a whole number from 1 (wins) to 100');
  }
  return value as FailoverPriority;
}
