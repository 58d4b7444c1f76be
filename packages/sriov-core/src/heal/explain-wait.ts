import type { PartitionHindrance } from '../eligibility/judge-partition.ts';
import { explainConstraint } from '../explain/explain-constraint.ts';
import { printable } from '../explain/printable.ts';
import type { HealWait } from './find-heal-wait.ts';
import type { DrainObstacle } from './plan-drain-steps.ts';

/** Why a plan waits, as the end of the sentence `not now: ...`. */
export function explainHealWait(wait: HealWait): string {
  switch (wait.kind) {
    case 'migrating':
      return 'a migration of its partition has not finished';
    case 'partition':
      return explainState(wait.hindrance);
    case 'needs-power-off':
      return 'its partition runs, and this is done while it is off';
    case 'maintenance':
      return `${printable(wait.place)} is in maintenance (${printable(wait.note)})`;
    case 'adapter-starting':
      return `adapter ${wait.location} is starting`;
    case 'vios-starting':
      return `${printable(wait.vios)} is ${printable(wait.state)} with RMC ${printable(wait.rmc)}, as while it starts`;
  }
}

/** Why devices stay at a place that is drained, as the end of the sentence `stays: ...`. */
export function explainDrainObstacle(obstacle: DrainObstacle): string {
  switch (obstacle.kind) {
    case 'foreign':
      return 'nobody recorded that it is wanted; adopt it first, or drain what is foreign, too';
    case 'migrating':
      return 'a migration of its partition has not finished';
    case 'partition':
      return explainState(obstacle.hindrance);
    case 'devices-fixed':
      return 'this console cannot change its devices; unplug it and plug it again while its partition is off';
    case 'no-place': {
      const { problem, advice } = explainConstraint(obstacle.constraint);
      return `no other device of it works, and there is no room elsewhere: ${problem}; ${advice}`;
    }
  }
}

function explainState(hindrance: PartitionHindrance): string {
  switch (hindrance.kind) {
    case 'migrating':
      return `its partition is migrating (${hindrance.state})`;
    case 'between-states':
      return `its partition is '${printable(hindrance.state)}', and changes only while it runs or is off`;
    case 'rmc-inactive':
      return `its partition runs and its RMC connection is '${printable(hindrance.rmc)}'`;
    case 'no-dynamic-io':
      return 'its partition runs and cannot change I/O live';
  }
}
