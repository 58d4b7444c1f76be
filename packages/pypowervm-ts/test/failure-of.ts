import { expect } from 'vitest';
import { PowerVmError } from '../src/power-vm-error.ts';

/** The error of work that must fail; anything but a PowerVmError fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<PowerVmError> {
  try {
    return expect.fail(`expected a failure, got ${JSON.stringify(await work)}`);
  } catch (failure) {
    if (failure instanceof PowerVmError) return failure;
    throw failure;
  }
}
