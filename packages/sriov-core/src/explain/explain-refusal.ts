import { type Capacity, formatCapacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { AdapterRefusal, PortRefusal, ViosRefusal } from '../eligibility/refusal.ts';
import { listed } from './plural.ts';
import { printable, quoted } from './printable.ts';

/** Why a port is refused, as the end of the sentence `port X: ...`. */
export function explainPortRefusal(refusal: PortRefusal): string {
  switch (refusal.kind) {
    case 'adapter-mode':
    case 'adapter-state':
    case 'adapter-unnumbered':
    case 'adapter-cordoned':
      return `its adapter ${explainAdapterRefusal(refusal)}`;
    case 'label-differs':
      return explainLabel(refusal);
    case 'device-there':
      return 'already carries a device of this vNIC';
    case 'switch-mode-differs':
      return `in switch mode ${printable(refusal.mode ?? 'unknown')}, ${printable(refusal.wanted)} is needed`;
    case 'port-cordoned':
      return `in maintenance (${printable(refusal.note)})`;
    case 'link-down':
      return refusal.known ? 'its link is down' : 'the state of its link is unknown';
    case 'figures-missing':
      return `the platform does not tell its ${listed(refusal.missing)} yet`;
    case 'no-free-logical-port':
      return `no free logical port: ${explainCount(refusal)}`;
    case 'adapter-limit':
      return `its adapter has no free logical port: ${explainCount(refusal)}`;
    case 'capacity-short':
      return explainShortage(refusal);
    case 'granularity-miss':
      return explainMiss(refusal);
    case 'max-without-personality':
      return `its adapter knows no maximum capacity (personality ${printable(refusal.personality ?? 'unknown')}, MAX_MIN_CAPACITY is needed)`;
    case 'max-below-capacity':
      return `the maximum ${formatCapacity(refusal.maxCapacity)} is below the ${formatCapacity(refusal.capacity)} that a device takes here`;
    case 'vlan-outside':
      return `VLAN ${refusal.vlan} is outside its port VLANs ${refusal.minimum ?? 'unknown'} to ${refusal.maximum ?? 'unknown'}`;
  }
}

/** Why an adapter is refused, as the end of the sentence `adapter X ...`. */
export function explainAdapterRefusal(refusal: AdapterRefusal): string {
  switch (refusal.kind) {
    case 'adapter-mode':
      return `is in mode ${printable(refusal.mode)}, not Sriov`;
    case 'adapter-state':
      return `is in state ${printable(refusal.state)}, not Running`;
    case 'adapter-unnumbered':
      return 'has no SR-IOV adapter number yet';
    case 'adapter-cordoned':
      return `is in maintenance (${printable(refusal.note)})`;
  }
}

/** Why a VIOS is refused, as the end of the sentence `VIOS X ...`. */
export function explainViosRefusal(refusal: ViosRefusal): string {
  switch (refusal.kind) {
    case 'vios-not-running':
      return `is not running (state ${quoted(refusal.state)})`;
    case 'rmc-inactive':
      return `cannot be reached (RMC ${printable(refusal.rmc)})`;
    case 'vios-not-vnic-capable':
      return 'cannot serve vNICs';
    case 'vios-cordoned':
      return `is in maintenance (${printable(refusal.note)})`;
    case 'vios-full':
      return `serves ${refusal.served} backing devices, and its limit is ${refusal.limit}`;
    case 'vios-not-failover-capable':
      return refusal.because === 'redundancy'
        ? 'cannot fail vNICs over, which more than one device needs'
        : 'cannot fail vNICs over, and others can';
  }
}

function explainLabel({ label, network, looksAlike }: PortRefusal & { kind: 'label-differs' }): string {
  if (label === '') return "on network 'default', as it has no label";
  return looksAlike
    ? `labelled ${quoted(label)}, which only looks like ${quoted(network)}`
    : `on network ${quoted(label)}`;
}

function explainCount(count: { configured: number; reserved: number; limit: number }): string {
  return `${count.configured} of ${count.limit} configured${count.reserved > 0 ? `, ${count.reserved} reserved by plans in flight` : ''}`;
}

function explainShortage(shortage: PortRefusal & { kind: 'capacity-short' }): string {
  const reserved =
    shortage.reserved > 0 ? `, ${formatCapacity(shortage.reserved)} reserved by plans in flight` : '';
  return `needs ${formatCapacity(shortage.needed)}, has ${formatCapacity(shortage.free)} free (${formatCapacity(shortage.allocated)} allocated${reserved})`;
}

function explainMiss({
  asked,
  granularity,
  below,
  above,
}: PortRefusal & { kind: 'granularity-miss' }): string {
  const allowed = [below, above]
    .filter((share): share is Capacity => share !== undefined)
    .map(formatCapacity);
  const fault = asked < granularity ? 'is below' : 'is not a multiple of';
  return `${formatCapacity(asked)} ${fault} its granularity ${formatCapacity(granularity)}; it takes ${listed(allowed, 'or')}`;
}
