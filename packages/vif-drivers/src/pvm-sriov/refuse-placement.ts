import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainConstraint,
  explainPlan,
  explainPortRefusal,
  explainViosRefusal,
  type HostSnapshot,
  type Infeasible,
  nameVnic,
} from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';

/** A request that cannot be placed, as an error whose one line tells enough, with all the reasons behind it. */
export function refusePlacement(
  plan: Infeasible,
  snapshot: HostSnapshot,
  partition: PartitionUuid,
): VifError {
  const { problem, advice } = explainConstraint(plan.constraint);
  const reasons = reasonsOf(plan);
  const because = reasons === '' ? '' : ` (${reasons})`;
  return new VifError(
    plan.constraint.kind === 'mac-in-use' ? 'MAC_IN_USE' : 'PLACEMENT_INFEASIBLE',
    `${nameVnic(snapshot, { partition, mac: plan.request.mac })} cannot be placed: ${problem}${because}; ${advice}`,
    { explanation: explainPlan(plan) },
  );
}

/** What stands against the ports of the network, or against the VIOSes; each reason once, with its first bearers. */
function reasonsOf({ constraint, survey }: Infeasible): string {
  switch (constraint.kind) {
    case 'no-eligible-port':
    case 'too-few-ports':
      return grouped(
        survey.refusedPorts
          .filter(({ reasons }) => reasons.every(({ kind }) => kind !== 'label-differs'))
          .map(({ location, reasons }) => [location, reasons.map(explainPortRefusal).join(' and ')]),
      );
    case 'no-vios':
    case 'no-failover-vios':
    case 'too-few-vnic-servers':
      return grouped(survey.refusedVioses.map(({ name, reason }) => [name, explainViosRefusal(reason)]));
    default:
      return '';
  }
}

/** Bearers that a line names before it only counts them. */
const named = 4;

function grouped(refusals: readonly (readonly [bearer: string, reason: string])[]): string {
  const bearers = new Map<string, string[]>();
  for (const [bearer, reason] of refusals) bearers.set(reason, [...(bearers.get(reason) ?? []), bearer]);
  return [...bearers]
    .map(([reason, all]) => {
      const rest = all.length > named ? ` and ${all.length - named} more` : '';
      return `${all.slice(0, named).join(', ')}${rest}: ${reason}`;
    })
    .join('; ');
}
