import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { auditPlan, findVnic, type Planned, planVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { PlugRequest, PlugResult } from '../vif-driver.ts';
import { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';
import { findWarnings } from './find-warnings.ts';
import { heldForOthers } from './held-for-others.ts';
import { type Realized, realizePlan } from './realize-plan.ts';
import { refusePlacement } from './refuse-placement.ts';
import { removeVnic } from './remove-vnic.ts';
import { requireFreeSlot } from './require-free-slot.ts';
import { requireSame } from './require-same.ts';
import { requireWanted } from './require-wanted.ts';
import { requireWritable } from './require-writable.ts';

/**
 * Plans, audits, reserves and creates the vNIC. Repeating it yields the same vNIC, never a second; a vNIC with this
 * MAC that is not the one asked for is an error, never a success.
 */
export function plugVnic(host: VifHost, request: PlugRequest, signal: AbortSignal): Promise<PlugResult> {
  const target = { partition: request.partition, mac: request.vnic.mac };
  return host.exclusively(target, signal, async () => {
    const plugged = (outcome: PlugResult['outcome'], vnic: VnicSnapshot): PlugResult => {
      return { outcome, vnic, warnings: findWarnings(host, vnic) };
    };
    let failed:
      | { readonly plan: Planned; readonly realized: Exclude<Realized, { kind: 'created' }> }
      | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const decision = await decide(host, request, signal);
      if (decision.kind === 'present') {
        // After a try of ours it came of that: the second delivery of a creation is refused, and some take effect late.
        return plugged(failed === undefined ? 'present' : 'created', decision.vnic);
      }
      const { plan } = decision;
      try {
        requireWanted(signal, `plugging vNIC ${formatMacAddress(plan.vnic.mac)}`);
        if (failed !== undefined && (attempt > attempts || isRefusedAgain(failed, plan))) {
          throw failed.realized.error;
        }
      } catch (error) {
        host.release(plan.reservation);
        throw error;
      }
      const realized = await realizePlan(host, request, plan);
      if (realized.kind === 'created')
        return plugged('created', await keepOrUndo(host, realized.vnic, signal));
      failed = { plan, realized };
    }
  });
}

/** Others can take the room between the plan and the request; three times in a row is no longer chance. */
const attempts = 3;

/** The platform refused just this placement, and nothing has changed since. */
function isRefusedAgain(
  failed: { readonly plan: Planned; readonly realized: Realized },
  plan: Planned,
): boolean {
  const placement = ({ devices }: Planned) =>
    devices.map(({ portLocation, viosUuid, capacity }) => `${portLocation} ${viosUuid} ${capacity}`).join();
  return failed.realized.kind === 'refused' && placement(failed.plan) === placement(plan);
}

async function keepOrUndo(host: VifHost, vnic: VnicSnapshot, signal: AbortSignal): Promise<VnicSnapshot> {
  if (!signal.aborted) return vnic;
  await removeVnic(host, vnic);
  throw new VifError(
    'ABORTED',
    `plugging vNIC ${formatMacAddress(vnic.mac)} was given up: it had been created and was removed again`,
  );
}

type Decision =
  | { readonly kind: 'present'; readonly vnic: VnicSnapshot }
  | { readonly kind: 'plan'; readonly plan: Planned };

/** Before a refusal is told it is checked once against the platform as it is, and as no change of ours blurs it. */
async function decide(host: VifHost, request: PlugRequest, signal: AbortSignal): Promise<Decision> {
  await host.freshen(request.partition, 'recent', signal);
  try {
    return decideNow(host, request);
  } catch (error) {
    if (!(error instanceof VifError)) throw error;
  }
  await host.freshen(request.partition, 'settled', signal);
  return decideNow(host, request);
}

/** Synchronous from snapshot to reservation, so that no other plan can take the same room in between. */
function decideNow(host: VifHost, { partition, vnic: request, slot }: PlugRequest): Decision {
  const snapshot = host.snapshot();
  const here = findVnic(snapshot.vnics, { partition, mac: request.mac });
  if (here !== undefined) return { kind: 'present', vnic: requireSame(here, host, request) };
  requireWritable(snapshot, partition);
  requireFreeSlot(snapshot, partition, slot);

  const [reservations, cordons] = [heldForOthers(host, { partition, mac: request.mac }), host.cordons()];
  const given = { snapshot, request, partition, reservations, cordons, ...host.placement };
  const plan = planVnic(given);
  if (!plan.feasible) throw refusePlacement(plan, snapshot, partition);
  const findings = auditPlan({ ...given, plan });
  if (findings.length > 0) {
    throw new VifError(
      'PLAN_UNSOUND',
      `the plan for vNIC ${formatMacAddress(request.mac)} was stopped before anything was sent: ${findings.map(({ message }) => message).join('; ')}`,
    );
  }
  host.reserve(plan.reservation);
  return { kind: 'plan', plan };
}
