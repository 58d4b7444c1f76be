import type { ComputeHost } from '../compute-host.ts';
import { isTold } from '../host/is-told.ts';
import type { HealAct, HealProposal } from './heal-report.ts';
import { type HealVnicRequest, healVnic } from './heal-vnic.ts';

/** Carries out a proposal and tells what became of it; only the caller's giving up is thrown. */
export async function actOn(
  compute: ComputeHost,
  proposal: HealProposal,
  heeds: HealVnicRequest['heeds'],
  signal: AbortSignal,
): Promise<HealAct> {
  const { plan, id } = proposal;
  try {
    await healVnic(compute, { partition: plan.partitionUuid, mac: plan.mac, plan: id, heeds }, signal);
    return { ...proposal, outcome: 'healed', error: undefined };
  } catch (error) {
    if (signal.aborted || !isTold(error)) throw error;
    return { ...proposal, outcome: outcomeOf(error), error };
  }
}

function outcomeOf({ code }: { readonly code: string }): HealAct['outcome'] {
  if (code === 'PLAN_OUTDATED') return 'outdated';
  return code === 'RECORD_DIFFERS' ? 'withdrawn' : 'failed';
}
