import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { findVnic, isSamePort, nameVnic, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost, VnicTarget } from '../vif-host.ts';
import { changeByCommand } from './change-by-command.ts';
import { changeByRest } from './change-by-rest.ts';
import { type DeviceEdit, describeDevice, findDevice, isDone } from './device-edit.ts';
import { lookAfterLoss } from './look-after-loss.ts';
import { refusalOf } from './refusal-of.ts';
import { stepsDue } from './steps-due.ts';
import { holdRoom } from './take-room.ts';

interface Work {
  readonly target: VnicTarget;
  readonly steps: readonly DeviceEdit[];
}

/** Makes steps in their order; each request is seen through to a view that shows its effect, however its answer came. */
export async function makeSteps(host: VifHost, { target, steps }: Work, signal: AbortSignal): Promise<void> {
  const requests = requestsFor(host, steps);
  for (const [made, request] of requests.entries()) {
    if (signal.aborted) throw givenUp(nameVnic(host.snapshot(), target), { made, of: requests.length });
    await makeRequest(host, { target, steps: request });
    holdRoom(host, target, requests.slice(made + 1).flat());
  }
}

function givenUp(name: string, { made, of }: { readonly made: number; readonly of: number }): VifError {
  return new VifError(
    'ABORTED',
    `changing the devices of ${name} was given up after ${made} of ${of} requests; what these did stays, repeat the call to go on`,
  );
}

/**
 * What stands in one request: one command for each step; by REST all in one, but for activations. A device for the port
 * that another one leaves goes in the next request: in one, a platform could take both for a change of the old device.
 */
function requestsFor(host: VifHost, steps: readonly DeviceEdit[]): readonly (readonly DeviceEdit[])[] {
  const requests: DeviceEdit[][] = [];
  let isOpen = false;
  for (const step of steps) {
    const isAlone = step.kind === 'activate' || isByCommand(host, step);
    const before = requests.at(-1) ?? [];
    const follows = step.kind === 'add' && before.some(({ device }) => isSamePort(device, step.device));
    if (isOpen && !isAlone && !follows) requests.at(-1)?.push(step);
    else requests.push([step]);
    isOpen = !isAlone;
  }
  return requests;
}

/** An HMC activates devices by command only, and changes them that way where REST does not (sriov-rules [H]). */
function isByCommand({ session: { traits } }: VifHost, { kind }: DeviceEdit): boolean {
  const activates = kind === 'activate' && traits.kind === 'hmc' && traits.backingDeviceChange !== 'none';
  return activates || traits.backingDeviceChange === 'cli';
}

async function makeRequest(host: VifHost, { target, steps }: Work): Promise<void> {
  const vnic = findVnic(host.snapshot().vnics, target);
  const due = vnic === undefined ? [] : stepsDue(vnic, steps);
  const [first] = due;
  if (vnic === undefined || first === undefined) return;
  if (first.kind === 'activate') requireWorking(nameVnic(host.snapshot(), target), vnic, first);
  const byCommand = isByCommand(host, first);
  const what = `${nameVnic(host.snapshot(), target)} was not changed`;
  let loss: PowerVmError | undefined;
  try {
    await host.changing(() =>
      byCommand ? changeByCommand(host, vnic, first) : changeByRest(host, vnic, due),
    );
  } catch (error) {
    if (!(error instanceof PowerVmError)) throw error;
    if (!error.effectUnknown) throw refusalOf(error, what);
    loss = error;
  }
  const shown = findVnic(host.snapshot().vnics, target);
  if (loss === undefined && !byCommand && shown !== undefined && isAllDone(shown, due)) return;
  await seeThrough(host, { target, steps: due }, { loss, what });
}

interface Sent {
  /** Undefined when the console has told that it is done. */
  readonly loss: PowerVmError | undefined;
  readonly what: string;
}

async function seeThrough(host: VifHost, { target, steps }: Work, { loss, what }: Sent): Promise<void> {
  const shows = (vnic: VnicSnapshot | undefined): boolean => vnic !== undefined && isAllDone(vnic, steps);
  const vnics = await lookAfterLoss(host, target, {
    loss: loss ?? new PowerVmError('SERVER_FAILED', 'the console told that it is done, and it does not show'),
    what: `changing the devices of ${nameVnic(host.snapshot(), target)}`,
    settled: (seen) => shows(findVnic(seen, target)),
  });
  if (shows(findVnic(vnics, target))) return;
  if (loss !== undefined) throw refusalOf(loss, what);
  throw new VifError(
    'PLATFORM_REFUSED',
    `${what}: the console took the change of its devices, and it does not show; auto failback may be off, or another client has changed it back; look at it again`,
  );
}

function isAllDone(vnic: VnicSnapshot, steps: readonly DeviceEdit[]): boolean {
  return steps.every((step) => isDone(vnic, step));
}

/** Traffic is moved to a device that works, and to no other. */
function requireWorking(name: string, vnic: VnicSnapshot, { device }: DeviceEdit): void {
  const status = findDevice(vnic, device)?.status ?? 'in an unknown state';
  if (status === 'OPERATIONAL') return;
  throw new VifError(
    'DEVICE_CHANGE_UNSAFE',
    `${name} is not moved to the device on ${describeDevice(device)}: it is ${status}; only an OPERATIONAL one can carry its traffic`,
  );
}
