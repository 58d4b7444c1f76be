import { explainHealWait } from '@powervm-sriov/sriov-core';
import type { HealHold } from './heal-report.ts';

/** Why a plan is not carried out now, as the end of the sentence `not now: ...`. */
export function explainHold(hold: HealHold): string {
  switch (hold.kind) {
    case 'grace':
      return `it may mend itself; ${minutes(hold.remaining)} of its grace are left`;
    case 'back-off':
      return `it failed the last time; tried again in ${minutes(hold.remaining)}`;
    case 'breaker':
      return 'too many vNICs of the host are sick at once, so that something else is wrong';
    default:
      return explainHealWait(hold);
  }
}

function minutes(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 60_000)} min`;
}
