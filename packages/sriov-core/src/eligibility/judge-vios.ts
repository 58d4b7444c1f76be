import type { ViosSnapshot } from '../host-snapshot.ts';
import type { ViosRefusal } from './refusal.ts';

export interface ViosVerdict {
  readonly vios: ViosSnapshot;
  readonly refusal: ViosRefusal | undefined;
}

/**
 * Which VIOSes may serve a vNIC with this many backing devices. As upstream does: as soon as one usable VIOS can fail
 * over, only those that can are taken, whatever the redundancy (pypowervm tasks/sriov.py [R]).
 */
export function judgeVioses(vioses: readonly ViosSnapshot[], redundancy: number): readonly ViosVerdict[] {
  const othersAre = vioses.some((vios) => judgeVios(vios) === undefined && vios.vnicFailoverCapable);
  return vioses.map((vios) => {
    const refusal = judgeVios(vios);
    if (refusal !== undefined || vios.vnicFailoverCapable) return { vios, refusal };
    if (redundancy === 1 && !othersAre) return { vios, refusal: undefined };
    const because = redundancy > 1 ? 'redundancy' : 'others-are';
    return { vios, refusal: { kind: 'vios-not-failover-capable', because } };
  });
}

/** What a VIOS must be for any vNIC: running, reachable and able. */
export function judgeVios(vios: ViosSnapshot): ViosRefusal | undefined {
  if (vios.state !== 'running') return { kind: 'vios-not-running', state: vios.state };
  if (vios.rmc !== 'active' && !vios.isManagementPartition) return { kind: 'rmc-inactive', rmc: vios.rmc };
  if (!vios.vnicCapable) return { kind: 'vios-not-vnic-capable' };
  return undefined;
}
