import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostDiagnosis, VnicDiagnosis } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { partitionKey } from '../host/partition-key.ts';
import { actOn } from './act-on.ts';
import { diagnose } from './diagnose.ts';
import type { HealMemory } from './heal-memory.ts';
import type { HealAct, HealHold, HealProposal, HealReport } from './heal-report.ts';
import { planId } from './plan-id.ts';

export interface AutomaticRound {
  readonly report: HealReport;
  readonly diagnosis: HostDiagnosis;
  readonly memory: HealMemory;
}

/** One round: what is due is healed vNIC by vNIC, each judged anew after the one before, until nothing is due or one fails. */
export async function healAutomatically(
  compute: ComputeHost,
  { report, diagnosis, memory }: AutomaticRound,
  signal: AbortSignal,
): Promise<HealReport> {
  const { clock } = compute.host.session;
  if (report.blind !== undefined) {
    memory.loseSight();
    return report;
  }
  memory.observe(sightOf(diagnosis), clock.now());
  const breaker = findBreaker(diagnosis, memory.settings.breakerShare);
  const judged = judge(diagnosis, { breaker: breaker !== undefined, memory, now: clock.now() });
  const acts = breaker === undefined ? await healDue(compute, { judged, memory }, signal) : [];
  return { ...report, breaker, proposals: judged, acts };
}

interface Due {
  readonly judged: readonly HealProposal[];
  readonly memory: HealMemory;
}

async function healDue(
  compute: ComputeHost,
  { judged, memory }: Due,
  signal: AbortSignal,
): Promise<readonly HealAct[]> {
  const { host } = compute;
  const acts: HealAct[] = [];
  const seen = new Set<string>();
  let [next] = judged.filter(({ hold }) => hold === undefined);
  while (next !== undefined) {
    const vnic = keyOf(next.plan);
    seen.add(vnic);
    const act = await actOn(compute, next, 'every-wait', signal);
    acts.push(act);
    if (act.outcome === 'healed') memory.succeeded(vnic);
    if (act.outcome === 'failed') {
      memory.failed(vnic, host.session.clock.now());
      break;
    }
    if (host.view().gap !== undefined) break;
    const now = host.session.clock.now();
    next = judge(await diagnose(compute, signal), { breaker: false, memory, now }).find(
      ({ hold, plan }) => hold === undefined && !seen.has(keyOf(plan)),
    );
  }
  return acts;
}

interface Judgement {
  readonly breaker: boolean;
  readonly memory: HealMemory;
  readonly now: number;
}

function judge({ vnics }: HostDiagnosis, given: Judgement): readonly HealProposal[] {
  return vnics.flatMap((vnic) => {
    if (vnic.plan === undefined) return [];
    return [{ id: planId(vnic.plan), plan: vnic.plan, hold: findHold(vnic, given) }];
  });
}

function findHold(vnic: VnicDiagnosis, { breaker, memory, now }: Judgement): HealHold | undefined {
  if (vnic.wait !== undefined) return vnic.wait;
  return breaker ? { kind: 'breaker' } : memory.pauseOf(keyOf(vnic), now);
}

/** One sick vNIC is never too many, on however small a host. */
function findBreaker({ vnics }: HostDiagnosis, share: number): HealReport['breaker'] {
  const sick = vnics.filter(({ isSick }) => isSick).length;
  return sick > 1 && sick > vnics.length * share ? { sick, of: vnics.length } : undefined;
}

function sightOf({ vnics }: HostDiagnosis) {
  const unwell = vnics.filter(({ isSick, plan }) => isSick || plan !== undefined);
  const waiting = unwell.filter(({ wait }) => wait !== undefined && wait.kind !== 'needs-power-off');
  return { unwell: new Set(unwell.map(keyOf)), waiting: new Set(waiting.map(keyOf)) };
}

function keyOf({
  mac,
  partitionUuid,
}: {
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
}): string {
  return `${partitionKey(partitionUuid)} ${mac}`;
}
