import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';

/** A share of a physical port's bandwidth in hundredths of a percent, exact: 2.0% is 200, the whole port 10000. */
export type Capacity = Branded<number, 'Capacity'>;

export const wholePort = 10_000 as Capacity;
export const noCapacity = 0 as Capacity;

/** A whole number of hundredths of a percent, 0..10000. */
export function capacityOf(hundredths: number): Capacity {
  if (!Number.isInteger(hundredths) || hundredths < 0 || hundredths > wholePort) {
    throw new InvalidIdentifier(
      'capacity',
      hundredths,
      'a whole number of hundredths of a percent, 0 to 10000',
    );
  }
  return hundredths as Capacity;
}

/** OpenStack's and ini's form: a fraction 0..1 with at most 4 decimals (`0.02` is 2%). */
export function parseCapacityFraction(given: string | number): Capacity {
  const match = /^(0|1)(?:\.(\d{1,4}))?$/.exec(plainDecimal(given));
  const hundredths = match === null ? Number.NaN : Number(match[1]) * 10_000 + fraction(match[2], 4);
  return inRange(hundredths, given, 'a fraction from 0 to 1 with at most 4 decimals, such as 0.02');
}

/** REST's form: percent text with at most 2 decimals (`2.0%`). */
export function parseCapacityPercent(given: string): Capacity {
  const match = typeof given === 'string' ? /^(\d{1,3})(?:\.(\d{1,2})0*)?%$/.exec(given) : null;
  const hundredths = match === null ? Number.NaN : Number(match[1]) * 100 + fraction(match[2], 2);
  return inRange(hundredths, given, 'a percentage from 0% to 100% with at most 2 decimals, such as 2.0%');
}

/** People's form: `2%` or `0.02`. A bare `2` or `1` could mean either and is refused. */
export function parseCapacityText(given: string): Capacity {
  if (typeof given === 'string' && given.endsWith('%')) return parseCapacityPercent(given);
  if (typeof given === 'string' && /^0\.\d+$/.test(given)) return parseCapacityFraction(given);
  throw new InvalidIdentifier('capacity', given, 'a percentage such as 2%, or a fraction such as 0.02');
}

/** As REST writes it and as we show it: `2.0%`, `42.42%`, `100.0%`. */
export function formatCapacity(capacity: Capacity): string {
  const hundredths = String(capacity % 100).padStart(2, '0');
  return `${Math.floor(capacity / 100)}.${hundredths.endsWith('0') ? hundredths.charAt(0) : hundredths}%`;
}

/** JSON gives numbers: 0.0001 must not arrive as 1e-4. */
function plainDecimal(given: string | number): string {
  if (typeof given === 'string') return given;
  return Number.isFinite(given) && Math.abs(given) < 1e-3 && given !== 0
    ? given.toFixed(10).replace(/0+$/, '')
    : String(given);
}

function fraction(digits: string | undefined, places: number): number {
  return Number((digits ?? '').padEnd(places, '0'));
}

function inRange(hundredths: number, given: unknown, expected: string): Capacity {
  if (Number.isNaN(hundredths) || hundredths > wholePort)
    throw new InvalidIdentifier('capacity', given, expected);
  return hundredths as Capacity;
}
