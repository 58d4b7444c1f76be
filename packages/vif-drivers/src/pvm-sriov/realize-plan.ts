import { createVnic, PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { nameVnic, type Planned, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { snapshotVnic } from '../snapshot-vnic.ts';
import type { PlugRequest } from '../vif-driver.ts';
import type { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';
import { expireWhereDead } from './expire-where-dead.ts';
import { lookAfterLoss } from './look-after-loss.ts';
import { neverAborted } from './never-aborted.ts';
import { refusalOf } from './refusal-of.ts';
import { requireSame } from './require-same.ts';
import { vnicOfPlan } from './vnic-of-plan.ts';

export type Realized =
  | { readonly kind: 'created'; readonly vnic: VnicSnapshot }
  /** The platform said no; the view has been read since. */
  | { readonly kind: 'refused'; readonly error: VifError | PowerVmError }
  /** The answer was lost, and a look has shown that nothing was created. */
  | { readonly kind: 'lost'; readonly error: VifError | PowerVmError };

/**
 * Turns a plan into one REST call and takes the result into the view. A request that was sent is waited for whatever
 * the caller's signal says; undoing it is the caller's next step.
 */
export async function realizePlan(
  host: VifHost,
  { partition, slot }: Pick<PlugRequest, 'partition' | 'slot'>,
  plan: Planned,
): Promise<Realized> {
  const what = nameVnic(host.snapshot(), { partition, mac: plan.vnic.mac });
  try {
    const created = await host.changing(async () => {
      const { uuid, values } = await createVnic(
        host.session,
        partition,
        vnicOfPlan(host, plan, slot),
        neverAborted,
      );
      const vnic = snapshotVnic({ uuid, partition, vnic: values });
      host.applyVnic(vnic);
      return vnic;
    });
    return { kind: 'created', vnic: expireWhereDead(host, created) };
  } catch (error) {
    if (!(error instanceof PowerVmError)) throw error;
    return error.effectUnknown
      ? await settleLoss(host, { partition, plan, what }, error)
      : await takeRefusal(host, { partition, plan, what }, error);
  }
}

interface Attempt {
  readonly partition: PartitionUuid;
  readonly plan: Planned;
  /** The vNIC, for messages. */
  readonly what: string;
}

async function settleLoss(
  host: VifHost,
  { partition, plan, what }: Attempt,
  loss: PowerVmError,
): Promise<Realized> {
  const find = (vnics: readonly VnicSnapshot[]) => vnics.find(({ mac }) => mac === plan.vnic.mac);
  const vnics = await lookAfterLoss(
    host,
    { partition, mac: plan.vnic.mac },
    {
      loss,
      what,
      settled: (seen) => find(seen) !== undefined,
    },
  );
  const vnic = find(vnics);
  host.release(plan.reservation);
  if (vnic !== undefined) return { kind: 'created', vnic: requireSame(vnic, host, plan.request) };
  return {
    kind: 'lost',
    error: refusalOf(loss, `${what} was not created, a look at the partition has shown`),
  };
}

async function takeRefusal(host: VifHost, attempt: Attempt, refusal: PowerVmError): Promise<Realized> {
  const { partition, plan, what } = attempt;
  try {
    await host.freshen(partition, 'read-now', neverAborted);
  } catch (error) {
    if (!(error instanceof PowerVmError)) throw error;
    // A creation that was delivered twice is refused the second time: only a look tells that nothing is there.
    return await settleLoss(host, attempt, refusal);
  }
  host.release(plan.reservation);
  return { kind: 'refused', error: refusalOf(refusal, `${what} was not created`) };
}
