import type { PlugResult, VifDriver } from '@powervm-sriov/vif-drivers';
import type { VnicRecord } from '../records/vnic-record.ts';

export interface PluggedVif {
  readonly record: VnicRecord;
  readonly result: PlugResult;
}

/** A vNIC to be plugged, whose intent is in the records. */
export interface PlugOrder {
  readonly driver: VifDriver;
  readonly record: VnicRecord;
  /** What the store said before the intent was written. */
  readonly before: VnicRecord | undefined;
}

/** What became of an order, as far as it was begun; `unclear` may have left a vNIC behind. */
export type PlugOutcome = PlugResult | 'unclear';
