import type { BackingDeviceChange } from '@powervm-sriov/pypowervm-ts';
import { type HostSnapshot, maximumRedundancy, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import { type DeviceChange, describePlace, findDevice, isDone } from './device-change.ts';

export interface ChangeCase {
  readonly vnic: VnicSnapshot;
  readonly changes: readonly DeviceChange[];
  readonly snapshot: HostSnapshot;
  readonly trait: BackingDeviceChange;
  /** Cut the vNIC off, if that is what it comes to. */
  readonly force: boolean;
}

/** @throws VifError DEVICE_CHANGE_UNSUPPORTED or DEVICE_CHANGE_UNSAFE, before anything is sent. */
export function requirePossible({ vnic, changes, snapshot, trait, force }: ChangeCase): void {
  const what = `vNIC ${vnic.mac} of partition ${vnic.partitionUuid}`;
  const due = changes.filter((change) => !isDone(vnic, change));
  if (trait === 'none' && due.some(({ kind }) => kind !== 'set-priority')) {
    throw new VifError(
      'DEVICE_CHANGE_UNSUPPORTED',
      `${what} keeps its backing devices: this console cannot add or remove them; power the partition off, unplug the vNIC and plug it with what it shall have`,
    );
  }
  const unsafe = (why: string): VifError => new VifError('DEVICE_CHANGE_UNSAFE', `${what} ${why}`);
  const added = due.flatMap((change) => (change.kind === 'add' ? [change.device] : []));
  const after = vnic.devices.length + added.length;
  if (after > maximumRedundancy) {
    throw unsafe(
      `would have ${after} backing devices for a while, and at most ${maximumRedundancy} are possible; remove one first`,
    );
  }
  if (after > 1 && added.length > 0 && !snapshot.system.vnicFailoverCapable) {
    throw unsafe(
      `cannot have more than one backing device: system ${snapshot.system.name} cannot fail vNICs over`,
    );
  }
  for (const change of due) {
    if (change.kind === 'set-priority' && findDevice(vnic, change.place) === undefined)
      throw unsafe(`has no backing device on ${describePlace(change.place)}; look at it again`);
  }
  const left = vnic.devices.filter((device) => changes.every((change) => !removes(change, device)));
  const works = left.some(({ status }) => status === 'OPERATIONAL' || status === 'POWERED_OFF');
  const cutOff = left.length + added.length === 0 || (!works && added.length === 0);
  if (!force && left.length < vnic.devices.length && cutOff) {
    throw unsafe(
      `would be left without a working path (${left.length} of ${vnic.devices.length} devices stay); add one first, or force the change`,
    );
  }
}

function removes(change: DeviceChange, device: Parameters<typeof describePlace>[0]): boolean {
  if (change.kind !== 'remove') return false;
  return change.place.adapterId === device.adapterId && change.place.portId === device.portId;
}
