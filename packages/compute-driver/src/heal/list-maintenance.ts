import { type Cordon, placeTest } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';

/** A place in maintenance, and what the view shows of it. */
export interface Maintenance {
  readonly cordon: Cordon;
  /** vNICs with a device there, and those of them whose traffic goes through it. */
  readonly vnics: number;
  readonly active: number;
}

/** The marks of the host, from what is known; asks nothing of the platform. */
export function listMaintenance({ host }: Pick<ComputeHost, 'host'>): readonly Maintenance[] {
  const snapshot = host.snapshot();
  return host.cordons().map((cordon) => {
    const isThere = placeTest(snapshot, cordon);
    const touched = snapshot.vnics.filter(({ devices }) => devices.some(isThere));
    const active = touched.filter(({ devices }) =>
      devices.some((device) => device.isActive === true && isThere(device)),
    );
    return { cordon, vnics: touched.length, active: active.length };
  });
}
