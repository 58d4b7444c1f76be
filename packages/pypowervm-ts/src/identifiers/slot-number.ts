import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';
import { parseWholeNumber } from './whole-number.ts';

/** The virtual slot of a partition that an adapter sits in. Slots 0 and 1 are the platform's own consoles. */
export type SlotNumber = Branded<number, 'SlotNumber'>;

export function parseSlotNumber(given: string | number): SlotNumber {
  const value = parseWholeNumber(given);
  if (value === undefined || value < 2 || value > 65535) {
    throw new InvalidIdentifier('virtual slot', given, 'a whole number from 2 to 65535');
  }
  return value as SlotNumber;
}
