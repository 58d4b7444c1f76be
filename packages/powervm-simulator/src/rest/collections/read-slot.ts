import type { SlotRequest } from '../../platform/choose-slot.ts';
import type { SimElement } from '../../xml/sim-element.ts';
import { readBoolean, readNumber } from './read-values.ts';

/**
 * The slot that a new adapter asks for. Without a number or a wish it is the next free one, from below on an HMC and
 * from above on NovaLink (pypowervm traits.py has_high_slot [R]).
 */
export function readSlot(element: SimElement, personality: 'novalink' | 'hmc'): SlotRequest {
  if (readBoolean(element, 'UseNextAvailableHighSlotID') === true) return 'high';
  if (readBoolean(element, 'UseNextAvailableSlotID') === true) return 'low';
  return readNumber(element, 'VirtualSlotNumber') ?? (personality === 'hmc' ? 'low' : 'high');
}
