import { parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type DeviceChange, planDeviceChange, type VnicSnapshot } from '@powervm-sriov/sriov-core';
import { changeDevices, type DeviceEdit } from '@powervm-sriov/vif-drivers';
import { expect } from 'vitest';
import { noSignal, type SimulatedHost } from '../simulated-host.ts';

/**
 * A device is added to the vNIC, becomes the active one, gets another priority, and is removed. `cramped`: the host
 * has no room for another device, and nothing was sent.
 */
export async function changeAndRestore(
  { host }: SimulatedHost,
  vnic: VnicSnapshot,
  network: string,
): Promise<'changed' | 'cramped'> {
  const target = { partition: vnic.partitionUuid, mac: vnic.mac };
  const stepsFor = (now: VnicSnapshot, change: DeviceChange): readonly DeviceEdit[] | undefined => {
    const plan = planDeviceChange({
      snapshot: host.snapshot(),
      vnic: now,
      network,
      change,
      reservations: host.reservations(),
      cordons: host.cordons(),
    });
    return plan.feasible ? plan.steps : undefined;
  };
  const make = (steps: readonly DeviceEdit[] = []) => changeDevices(host, { ...target, steps }, noSignal);

  const steps = stepsFor(vnic, { kind: 'redundancy', redundancy: vnic.devices.length + 1 });
  if (steps === undefined) return 'cramped';
  const added = await make(steps);
  expect(added.devices).toHaveLength(vnic.devices.length + 1);
  const fresh = newDevice(added, vnic);

  if (fresh.status === 'OPERATIONAL') {
    const activated = await make([{ kind: 'activate', device: fresh }]);
    expect(newDevice(activated, vnic).isActive).toBe(true);
  }
  const ranked = await make([{ kind: 'set-priority', device: fresh, priority: parseFailoverPriority('99') }]);
  expect(newDevice(ranked, vnic).priority).toBe(99);

  const removed = await make(stepsFor(ranked, { kind: 'remove', device: fresh }));
  expect(removed.devices.map(placeOf)).toEqual(vnic.devices.map(placeOf));
  expect(host.reservations()).toEqual([]);
  return 'changed';
}

function newDevice(now: VnicSnapshot, before: VnicSnapshot): VnicSnapshot['devices'][number] {
  const places = new Set(before.devices.map(placeOf));
  const found = now.devices.find((device) => !places.has(placeOf(device)));
  if (found === undefined) throw new Error('the vNIC has the devices that it had before');
  return found;
}

function placeOf({ adapterId, portId }: VnicSnapshot['devices'][number]): string {
  return `${adapterId}/${portId}`;
}
