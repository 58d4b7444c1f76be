import { networkOfLabel, type VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { matchLabel } from './eligibility/match-label.ts';
import { findDevicePort } from './find-port.ts';
import type { AccessList, HostSnapshot, VnicSnapshot } from './host-snapshot.ts';
import { closedAccess, type VnicRequest } from './vnic-request.ts';

/** In what an existing vNIC is not the one that is asked for. */
export type VnicDifference =
  | { readonly kind: 'vlan'; readonly existing: VlanId; readonly requested: VlanId }
  | { readonly kind: 'allowed-vlans'; readonly existing: AccessList; readonly requested: AccessList }
  | { readonly kind: 'allowed-macs'; readonly existing: AccessList; readonly requested: AccessList }
  | { readonly kind: 'network'; readonly existing: readonly string[]; readonly requested: string }
  /** No port of the vNIC is in the snapshot, so nobody can say which network it is on. */
  | { readonly kind: 'network-unknown'; readonly requested: string };

export interface ComparisonCase {
  readonly existing: VnicSnapshot;
  readonly request: VnicRequest;
  readonly snapshot: HostSnapshot;
}

/**
 * Is the vNIC that has the MAC address already the one asked for? It is when nothing is returned: then plugging again
 * has nothing to do. Fewer devices, or other shares, are a matter of health and do not make it a different vNIC.
 */
export function compareVnic({ existing, request, snapshot }: ComparisonCase): readonly VnicDifference[] {
  const differences: VnicDifference[] = [];
  if (existing.vlan !== request.vlan) {
    differences.push({ kind: 'vlan', existing: existing.vlan, requested: request.vlan });
  }
  const { allowedVlans, allowedMacs } = closedAccess;
  if (!isClosed(existing.allowedVlans)) {
    differences.push({ kind: 'allowed-vlans', existing: existing.allowedVlans, requested: allowedVlans });
  }
  if (!isClosed(existing.allowedMacs)) {
    differences.push({ kind: 'allowed-macs', existing: existing.allowedMacs, requested: allowedMacs });
  }
  return [...differences, ...compareNetwork(existing, request, snapshot)];
}

function compareNetwork(
  { devices }: VnicSnapshot,
  { network }: VnicRequest,
  snapshot: HostSnapshot,
): readonly VnicDifference[] {
  const labels = devices.flatMap((device) => findDevicePort(snapshot, device)?.label ?? []);
  if (labels.length === 0) return [{ kind: 'network-unknown', requested: network }];
  if (labels.every((label) => matchLabel(label, network) === 'same')) return [];
  const existing = [...new Set(labels.map(networkOfLabel))].toSorted();
  return [{ kind: 'network', existing, requested: network }];
}

/** An empty list allows as little as `NONE`. */
function isClosed(list: AccessList): boolean {
  return list === 'NONE' || list.length === 0;
}
