import type { HostDiagnosis } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { actOn } from './act-on.ts';
import { diagnose } from './diagnose.ts';
import { healAutomatically } from './heal-automatically.ts';
import type { HealMemory } from './heal-memory.ts';
import type { HealAct, HealProposal, HealReport } from './heal-report.ts';
import { usualHealSettings } from './heal-settings.ts';
import { planId } from './plan-id.ts';
import { readView } from './read-view.ts';

export type HealPolicy =
  /** Acts on nothing. */
  | { readonly kind: 'report' }
  /** Acts on exactly the plans with these ids, in this order, and on none when one of them is not the plan any more. */
  | { readonly kind: 'approve'; readonly plans: readonly string[] }
  /** Acts by itself, as carefully as the settings of the memory say, which lives from round to round. */
  | { readonly kind: 'auto'; readonly memory: HealMemory };

export interface ReconcileOptions {
  readonly policy?: HealPolicy;
  /** Milliseconds; a view that is older is read again first. */
  readonly maximumAge?: number;
}

/**
 * Holds the platform against the records and heals what the policy allows, one vNIC at a time, up to the first failure.
 * Asks the platform only for what may have changed. Never touches what nobody recorded.
 *
 * @throws HostError PLAN_OUTDATED naming the approved plans that are not made any more; VIEW_UNKNOWN when plans were
 * approved and the host cannot be seen.
 */
export async function reconcile(
  compute: ComputeHost,
  { policy = { kind: 'report' }, maximumAge = usualHealSettings.maximumAge }: ReconcileOptions,
  signal: AbortSignal,
): Promise<HealReport> {
  const blind = await readView(compute.host, maximumAge, signal);
  const diagnosis = await diagnose(compute, signal);
  const report = reportOf(diagnosis, blind);
  switch (policy.kind) {
    case 'report':
      return report;
    case 'approve':
      return { ...report, acts: await healApproved(compute, report, policy.plans, signal) };
    case 'auto':
      return await healAutomatically(compute, { report, diagnosis, memory: policy.memory }, signal);
  }
}

function reportOf({ vnics, foreign }: HostDiagnosis, blind: string | undefined): HealReport {
  return {
    blind,
    findings: [...vnics.flatMap(({ findings }) => findings), ...foreign],
    proposals: vnics.flatMap(({ plan, wait }) =>
      plan === undefined ? [] : [{ id: planId(plan), plan, hold: wait }],
    ),
    obstacles: vnics.flatMap(({ mac, partitionUuid, obstacle }) =>
      obstacle === undefined ? [] : [{ mac, partitionUuid, obstacle }],
    ),
    breaker: undefined,
    acts: [],
  };
}

async function healApproved(
  compute: ComputeHost,
  { proposals, blind }: HealReport,
  plans: readonly string[],
  signal: AbortSignal,
): Promise<readonly HealAct[]> {
  const { system } = compute.host.snapshot();
  if (blind !== undefined) {
    throw new HostError('VIEW_UNKNOWN', `nothing on system ${system.name} is healed: ${blind}; try again`);
  }
  const approved = plans.map((id) => proposals.find((proposal) => proposal.id === id) ?? id);
  const gone = approved.filter((found) => typeof found === 'string');
  if (gone.length > 0) throw outdated(system.name, gone, proposals);
  const acts: HealAct[] = [];
  for (const proposal of approved) {
    if (typeof proposal === 'string') continue;
    const act = await actOn(compute, proposal, 'hindrances', signal);
    acts.push(act);
    if (act.outcome !== 'healed') break;
  }
  return acts;
}

function outdated(system: string, gone: readonly string[], proposals: readonly HealProposal[]): HostError {
  const made = proposals.map(({ id }) => id).join(', ') || 'none';
  return new HostError(
    'PLAN_OUTDATED',
    `nothing on system ${system} is healed: of the plans made now (${made}) none is ${gone.join(' or ')}; look at it again`,
  );
}
