import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';

/** Where a part sits: `U78C7.001.RCH0004-P1-C8-T1` is port 1 of the card in slot C8. */
export type LocationCode = Branded<string, 'LocationCode'>;

const form = /^U[0-9A-Z]+(\.[0-9A-Z]+)*(-[A-Z][0-9A-Z]*)*$/;

export function parseLocationCode(text: string): LocationCode {
  if (typeof text !== 'string' || text.length > 79 || !form.test(text)) {
    throw new InvalidIdentifier('location code', text, 'a code such as U78C7.001.RCH0004-P1-C8-T1');
  }
  return text as LocationCode;
}
