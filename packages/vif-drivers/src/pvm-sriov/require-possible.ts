import type { ConsoleTraits } from '@powervm-sriov/pypowervm-ts';
import {
  type HostSnapshot,
  isSamePort,
  maximumRedundancy,
  nameVnic,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import { type DeviceEdit, describeDevice, findDevice } from './device-edit.ts';

export interface EditCase {
  readonly vnic: VnicSnapshot;
  readonly due: readonly DeviceEdit[];
  readonly snapshot: HostSnapshot;
  readonly traits: ConsoleTraits;
  /** Cut the vNIC off, if that is what it comes to. */
  readonly force: boolean;
}

/** @throws VifError DEVICE_CHANGE_UNSUPPORTED or DEVICE_CHANGE_UNSAFE, before anything is sent. */
export function requirePossible({ vnic, due, snapshot, traits, force }: EditCase): void {
  const what = nameVnic(snapshot, { partition: vnic.partitionUuid, mac: vnic.mac });
  const { kind, backingDeviceChange: way } = traits;
  if (way === 'cli' && kind === 'novalink' && due.length > 0) {
    throw new VifError(
      'DEVICE_CHANGE_UNSUPPORTED',
      `${what} keeps its backing devices: they are set to be changed by command, and NovaLink runs none; set backingDeviceChange to rest or none`,
    );
  }
  if (way === 'none' && due.some(({ kind }) => kind === 'add' || kind === 'remove')) {
    throw new VifError(
      'DEVICE_CHANGE_UNSUPPORTED',
      `${what} keeps its backing devices: this console cannot add or remove them; power the partition off, unplug the vNIC and plug it with what it shall have`,
    );
  }
  const hazard =
    findOverflow(vnic, due, snapshot) ?? findAbsent(vnic, due) ?? (force ? undefined : findCut(vnic, due));
  if (hazard !== undefined) throw new VifError('DEVICE_CHANGE_UNSAFE', `${what} ${hazard}`);
}

function findOverflow(
  { devices }: VnicSnapshot,
  due: readonly DeviceEdit[],
  { system }: HostSnapshot,
): string | undefined {
  let [most, count] = [devices.length, devices.length];
  for (const { kind } of due) {
    count += kind === 'add' ? 1 : kind === 'remove' ? -1 : 0;
    most = Math.max(most, count);
  }
  if (most > maximumRedundancy)
    return `would have ${most} backing devices for a while, and at most ${maximumRedundancy} are possible; remove one first`;
  if (most > 1 && most > devices.length && !system.vnicFailoverCapable)
    return `cannot have more than one backing device: system ${system.name} cannot fail vNICs over`;
  return undefined;
}

/** What is to be ranked or activated is there, or will be. */
function findAbsent(vnic: VnicSnapshot, due: readonly DeviceEdit[]): string | undefined {
  const coming = due.flatMap((step) => (step.kind === 'add' ? [step.device] : []));
  const absent = due.find(
    (step) =>
      step.kind !== 'add' &&
      findDevice(vnic, step.device) === undefined &&
      !coming.some((device) => isSamePort(device, step.device)),
  );
  return (
    absent && `has no backing device on ${describeDevice(absent.device)}: it may be gone; look at it again`
  );
}

function findCut({ devices }: VnicSnapshot, due: readonly DeviceEdit[]): string | undefined {
  const gone = due.filter(({ kind }) => kind === 'remove').map(({ device }) => device);
  const left = devices.filter((device) => !gone.some((each) => isSamePort(each, device)));
  const isWorking = left.some(({ status }) => status === 'OPERATIONAL' || status === 'POWERED_OFF');
  if (left.length === devices.length || isWorking || due.some(({ kind }) => kind === 'add')) return undefined;
  return `would be left without a working path (${left.length} of ${devices.length} devices stay); add one first, or force the change`;
}
