import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost, VnicTarget } from '../vif-host.ts';
import { neverAborted } from './never-aborted.ts';

interface Loss {
  /** Why nobody knows whether the request took effect. */
  readonly loss: PowerVmError;
  readonly what: string;
  /** What the partition shows once the request has taken effect; a request may outlive its connection. */
  readonly settled: (vnics: readonly VnicSnapshot[]) => boolean;
}

/**
 * Reads the partition's vNICs after an answer was lost: again after a pause while the effect does not show or the
 * console does not answer, so that a request still under way is not taken for one that never was.
 *
 * @throws VifError OUTCOME_UNKNOWN when no look succeeded; the view of the partition then has a gap.
 */
export async function lookAfterLoss(
  host: VifHost,
  target: VnicTarget,
  { loss, what, settled }: Loss,
): Promise<readonly VnicSnapshot[]> {
  let seen: readonly VnicSnapshot[] | undefined;
  let failure: unknown;
  for (const pause of pauses) {
    await host.session.clock.sleep(pause, neverAborted);
    try {
      seen = await host.lookAgain(target.partition, neverAborted);
      if (settled(seen)) return seen;
    } catch (error) {
      if (!(error instanceof PowerVmError)) throw error;
      failure = error;
    }
  }
  if (seen !== undefined) return seen;
  host.distrust(target);
  throw new VifError(
    'OUTCOME_UNKNOWN',
    `${what}: nobody knows whether the request took effect (${loss.message}), and the console cannot be asked; repeat the call when it answers again`,
    { cause: failure },
  );
}

/** Milliseconds before each look: creating a logical port takes a few seconds (sriov-rules [H]). */
const pauses = [0, 1_000, 3_000];
