import { formatMacAddress, type PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type PortBinding, VifError } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { isAcknowledged, type VnicRecord } from '../records/vnic-record.ts';
import { clearUnplugged } from './clear-unplugged.ts';
import type { PlugOrder } from './plug-order.ts';
import { requireRecorded } from './require-recorded.ts';

export interface Intent {
  readonly partition: PartitionUuid;
  readonly instance: string | undefined;
  readonly bindings: readonly PortBinding[];
}

/**
 * Writes down what is meant, durably, before any of it is sent. The record of an acknowledged vNIC is that statement
 * already: it stays as it is, so that after a crash the vNIC never looks like one that was only meant.
 *
 * @throws VifError VIF_TYPE_UNKNOWN or BINDING_INVALID; HostError RECORD_DIFFERS, or STORE_FULL and the like.
 */
export async function recordIntent(
  compute: ComputeHost,
  { partition, instance, bindings }: Intent,
  signal: AbortSignal,
): Promise<readonly PlugOrder[]> {
  requireDistinct(bindings);
  const { records, registry, host } = compute;
  const wanted: PlugOrder[] = [];
  for (const binding of bindings) {
    const driver = registry.driverOf(binding.vifType);
    const key = { system: host.system, partition, mac: binding.mac };
    const before = await records.vnics.find(key, signal);
    wanted.push({ driver, before, record: recordFor(compute, { ...key, instance, binding, before }) });
  }
  const orders = await clearUnplugged(compute, wanted, signal);
  const meant = orders.map(({ record }) => record).filter(({ state }) => state === 'plugging');
  if (meant.length > 0) await records.vnics.put(meant, signal);
  return orders;
}

interface Wish extends Pick<VnicRecord, 'system' | 'partition' | 'mac' | 'instance'> {
  readonly binding: PortBinding;
  readonly before: VnicRecord | undefined;
}

function recordFor(compute: ComputeHost, { binding, before, instance, ...key }: Wish): VnicRecord {
  const { network, vlan, redundancy, capacity, maxCapacity, portId, pciSlot } = binding;
  const asked = { network, vlan, redundancy, capacity, maxCapacity, portId, instance };
  if (before !== undefined && before.state !== 'unplugging')
    requireRecorded(compute.host.snapshot(), before, asked);
  const whose = {
    instance: instance ?? before?.instance,
    portId: portId ?? before?.portId,
    pciSlot: pciSlot ?? before?.pciSlot,
  };
  if (before !== undefined && isAcknowledged(before)) return { ...before, ...whose };
  return {
    ...key,
    ...whose,
    state: 'plugging',
    network,
    vlan,
    shape: { ...compute.shape, redundancy, capacity, maxCapacity },
    slot: before?.slot,
    priorities: [],
    askedBy: compute.askedBy,
    changedAt: compute.wallClock().toISOString(),
  };
}

function requireDistinct(bindings: readonly PortBinding[]): void {
  const macs = bindings.map(({ mac }) => mac);
  const twice = macs.find((mac, index) => macs.indexOf(mac) < index);
  if (twice === undefined) return;
  throw new VifError(
    'BINDING_INVALID',
    `vNIC ${formatMacAddress(twice)} is asked for twice in one request; give each port a MAC address of its own`,
  );
}
