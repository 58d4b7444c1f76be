import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { VifError } from '@powervm-sriov/vif-drivers';

/** Whether nobody knows if the request took effect that failed so. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof VifError) return error.code === 'OUTCOME_UNKNOWN';
  return error instanceof PowerVmError && error.effectUnknown;
}
