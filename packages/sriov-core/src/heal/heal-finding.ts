import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicDifference } from '../compare-vnic.ts';
import type { Severity, VnicFault } from '../health/finding.ts';
import type { DeviceName } from '../name-device.ts';
import type { RecordedVnic } from './recorded-vnic.ts';

export interface HealFinding {
  readonly severity: Severity;
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  readonly fault: VnicFault | RecordFault;
}

/** In what record and platform disagree, beside what is not well with the vNIC itself. */
export type RecordFault =
  | { readonly kind: 'vnic-missing' }
  | { readonly kind: 'partition-missing' }
  | { readonly kind: 'record-differs'; readonly difference: VnicDifference }
  /** A plug or unplug began and nobody has told how it ended. */
  | { readonly kind: 'interrupted'; readonly act: Exclude<RecordedVnic['state'], 'plugged'> }
  /** The partition is off, so no device tells of its state, and yet this one would not work. */
  | { readonly kind: 'path-broken'; readonly device: DeviceName; readonly because: BrokenPart }
  /** As a change that was cut off leaves it. */
  | { readonly kind: 'surplus-devices'; readonly devices: number; readonly wanted: number }
  /** On the platform, and nobody recorded that it is wanted: reported, never touched. */
  | { readonly kind: 'foreign' };

export type BrokenPart =
  | { readonly kind: 'adapter'; readonly state: string }
  | { readonly kind: 'vios'; readonly state: string }
  | { readonly kind: 'link' };
