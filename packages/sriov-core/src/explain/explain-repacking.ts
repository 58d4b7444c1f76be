import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Repacking } from '../vnic-plan.ts';
import { listed } from './plural.ts';

/** Whether moving what is there would make room, as a clause without capital and full stop. */
export function explainRepacking(repacking: Repacking): string {
  switch (repacking.kind) {
    case 'helps': {
      const moves = repacking.moves.map(
        ({ mac, from, to }) => `the device of vNIC ${formatMacAddress(mac)} from ${from} to ${to}`,
      );
      return `moving ${listed(moves)} would make room`;
    }
    case 'cannot-help':
      return 'moving other vNICs would not help: it would not fit without them either';
    case 'not-found':
      return 'no simple move of other vNICs makes room; a larger rearrangement might';
  }
}
