import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { VifError } from '@powervm-sriov/vif-drivers';
import { HostError } from './host-error.ts';

/** A failure that is told in a report; anything else is a defect of ours, and ends the work. */
export function isTold(error: unknown): error is HostError | VifError | PowerVmError {
  return error instanceof HostError || error instanceof VifError || error instanceof PowerVmError;
}
