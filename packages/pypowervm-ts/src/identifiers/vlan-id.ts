import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';
import { parseWholeNumber } from './whole-number.ts';

/** The port VLAN of a vNIC: 0 is untagged, else 2..4094 (sriov-rules [R], sys_with_sriov.txt MinimumPortVLANID). */
export type VlanId = Branded<number, 'VlanId'>;

export const untagged = 0 as VlanId;

export function parseVlanId(given: string | number): VlanId {
  const value = parseWholeNumber(given);
  if (value === undefined || value > 4094 || value === 1) {
    throw new InvalidIdentifier('VLAN', given, '0 (untagged) or 2 to 4094');
  }
  return value as VlanId;
}
