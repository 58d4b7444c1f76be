import type { Session } from '../session/session.ts';

/** Asks for the next free virtual slot in the words of the console's kind. */
export function nextSlot({
  traits,
}: Session): { readonly useNextAvailableHighSlotId: true } | { readonly useNextAvailableSlotId: true } {
  return traits.slotTrait === 'UseNextAvailableHighSlotID'
    ? { useNextAvailableHighSlotId: true }
    : { useNextAvailableSlotId: true };
}
