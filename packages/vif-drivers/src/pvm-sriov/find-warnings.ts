import { nameVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { PlugWarning } from '../vif-driver.ts';
import type { VifHost } from '../vif-host.ts';

/** What a vNIC that is there now may not survive. */
export function findWarnings(host: VifHost, { mac, partitionUuid }: VnicSnapshot): readonly PlugWarning[] {
  const sync = host.profileSync(partitionUuid);
  // Only an HMC activates from profiles (sriov-rules [R][H]).
  if (host.session.traits.kind !== 'hmc' || sync === undefined || sync === 'On') return [];
  return [
    {
      code: 'PROFILE_NOT_SYNCHRONISED',
      message: `${nameVnic(host.snapshot(), { partition: partitionUuid, mac })} is gone at the next activation from the profile: profile synchronisation is '${sync}'; switch it on, or save the current configuration to the profile`,
    },
  ];
}
