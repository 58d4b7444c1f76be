import type { MacAddress, PartitionUuid, VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicShape } from '../pool/count-pool.ts';

/** What somebody asked for and we wrote down: the measure of health, and the only thing that may be healed. */
export interface RecordedVnic {
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
  readonly state: 'plugging' | 'plugged' | 'replacing' | 'unplugging';
  readonly network: string;
  readonly vlan: VlanId;
  readonly shape: VnicShape;
}
