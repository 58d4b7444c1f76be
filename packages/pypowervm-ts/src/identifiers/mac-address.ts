import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';

/** A unicast MAC address in PowerVM's form: 12 upper-case hexadecimal digits, no separators. */
export type MacAddress = Branded<string, 'MacAddress'>;

const forms = [/^[0-9a-f]{12}$/i, /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i, /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i];

/** Accepts PowerVM's form, and colons or hyphens as OpenStack and people write it. */
export function parseMacAddress(text: string): MacAddress {
  if (typeof text !== 'string' || !forms.some((form) => form.test(text))) {
    throw new InvalidIdentifier('MAC address', text, '12 hexadecimal digits, with or without colons');
  }
  const digits = text.replaceAll(/[:-]/g, '').toUpperCase();
  if (digits === '000000000000')
    throw new InvalidIdentifier('MAC address', text, 'an address other than zero');
  if ((Number.parseInt(digits.slice(0, 2), 16) & 1) === 1) {
    throw new InvalidIdentifier(
      'MAC address',
      text,
      'a unicast address (the lowest bit of the first byte clear)',
    );
  }
  return digits as MacAddress;
}

/** As OpenStack writes it: `fa:16:3e:0e:f6:ec`. */
export function formatMacAddress(mac: MacAddress): string {
  return mac.toLowerCase().replaceAll(/(..)(?!$)/g, '$1:');
}
