import { type Cordon, findCordon } from '../cordon.ts';
import type { ViosSnapshot } from '../host-snapshot.ts';
import type { VnicLimits } from '../placement-policy.ts';
import type { UseTally } from '../tally-use.ts';
import type { ViosRefusal } from './refusal.ts';

export interface ViosVerdict {
  readonly vios: ViosSnapshot;
  readonly refusal: ViosRefusal | undefined;
}

/**
 * Which VIOSes may serve a vNIC with this many backing devices. As upstream does: as soon as one usable VIOS can fail
 * over, only those that can are taken, whatever the redundancy (pypowervm tasks/sriov.py [R]).
 */
export function judgeVioses(
  vioses: readonly ViosSnapshot[],
  redundancy: number,
  cordons: readonly Cordon[],
): readonly ViosVerdict[] {
  const othersAre = vioses.some((vios) => judgeVios(vios, cordons) === undefined && vios.vnicFailoverCapable);
  return vioses.map((vios) => {
    const refusal = judgeVios(vios, cordons);
    if (refusal !== undefined || vios.vnicFailoverCapable) return { vios, refusal };
    if (redundancy === 1 && !othersAre) return { vios, refusal: undefined };
    const because = redundancy > 1 ? 'redundancy' : 'others-are';
    return { vios, refusal: { kind: 'vios-not-failover-capable', because } };
  });
}

/** What a VIOS must be for any new vNIC: running, reachable, able, and not in maintenance. */
export function judgeVios(vios: ViosSnapshot, cordons: readonly Cordon[]): ViosRefusal | undefined {
  if (vios.state !== 'running') return { kind: 'vios-not-running', state: vios.state };
  if (vios.rmc !== 'active' && !vios.isManagementPartition) return { kind: 'rmc-inactive', rmc: vios.rmc };
  if (!vios.vnicCapable) return { kind: 'vios-not-vnic-capable' };
  const cordon = findCordon(cordons, { kind: 'vios', uuid: vios.uuid });
  return cordon && { kind: 'vios-cordoned', note: cordon.note };
}

/** A VIOS that is fit may have as many vNIC servers as were allowed it. */
export function judgeLoad(vios: ViosSnapshot, tally: UseTally, limits: VnicLimits): ViosRefusal | undefined {
  const { vnicServersPerVios: limit } = limits;
  if (limit === undefined || freeServersOf(vios, tally, limits) > 0) return undefined;
  return { kind: 'vios-full', served: tally.servedBy(vios.uuid), limit };
}

/** vNIC servers that the VIOS can still have; Infinity when they are not limited. */
export function freeServersOf(
  { uuid }: ViosSnapshot,
  tally: UseTally,
  { vnicServersPerVios = Number.POSITIVE_INFINITY }: VnicLimits,
): number {
  return Math.max(0, vnicServersPerVios - tally.servedBy(uuid));
}
