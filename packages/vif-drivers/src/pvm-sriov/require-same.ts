import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  compareVnic,
  explainDifference,
  namePartition,
  type VnicRequest,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';

/** @throws VifError VNIC_DIFFERS when the vNIC that carries the MAC is not the one asked for. */
export function requireSame(vnic: VnicSnapshot, host: VifHost, request: VnicRequest): VnicSnapshot {
  const differences = compareVnic({ snapshot: host.snapshot(), existing: vnic, request });
  if (differences.length === 0) return vnic;
  throw new VifError(
    'VNIC_DIFFERS',
    `${namePartition(host.snapshot(), vnic.partitionUuid)} has a vNIC with MAC ${formatMacAddress(vnic.mac)} already, and it is another one: ${differences.map(explainDifference).join('; ')}; unplug it first, or ask for what it is`,
  );
}
