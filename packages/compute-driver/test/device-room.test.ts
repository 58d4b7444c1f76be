import type { Transport } from '@powervm-sriov/pypowervm-ts';
import {
  type Capacity,
  capacityOf,
  type MacAddress,
  parseFailoverPriority,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { DeviceOnPort, ReservedDevice } from '@powervm-sriov/sriov-core';
import { changeDevices, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import {
  consoleWays,
  devicesIn,
  freeDevice,
  locationOf,
  type PluggedHost,
  placeText,
  pluggedHost,
} from './device-change-case.ts';
import { latch } from './latch.ts';
import { macOf, noSignal, vnicRequest, vnicsPath } from './simulated-host.ts';

describe.each(consoleWays)('on $personality, changed by $backingDeviceChange', (way) => {
  test('room that another plan holds is not taken: nothing is sent, and the vNIC, its port and why are told', async () => {
    const simulated = await pluggedHost(way);
    const { host, target, simulator } = simulated;
    const device = freeDevice(simulated);
    const request = { ...target, steps: [{ kind: 'add', device } as const] };
    const plan = { mac: macOf(7), devices: [holdOf(simulated, device, capacityOf(9_600))] };
    host.reserve(plan);
    const before = simulator.control.state();
    simulator.control.resetCounters();
    await expect(changeDevices(host, request, noSignal)).rejects.toMatchObject({
      code: 'PLACEMENT_INFEASIBLE',
      message: `vNIC fa:16:3e:0e:f6:ec of partition lpar1 gets no device on port ${locationOf(simulated, device)}: needs 5.0%, has 4.0% free (0.0% allocated, 96.0% reserved by plans in flight); plan the change anew`,
    });
    expect(Object.keys(simulated.requests()).filter((shape) => !shape.startsWith('GET '))).toEqual([]);
    expect(simulator.control.state()).toEqual(before);
    expect(host.reservations()).toEqual([plan]);

    host.release(plan);
    host.reserve({ ...plan, mac: target.mac });
    const changed = await changeDevices(host, request, noSignal);
    expect(changed.devices, 'its own plan is no other one').toHaveLength(3);
    expect(host.reservations()).toEqual([]);
  });

  test('room that a step frees can be had by a later one, and by no earlier one', async () => {
    const simulated = await pluggedHost(way);
    const { host, target, plugged } = simulated;
    const device = freeDevice(simulated);
    const neighbour = plugged.devices.find(({ adapterId }) => adapterId === device.adapterId);
    const adapter = host.snapshot().adapters.find(({ adapterId }) => adapterId === device.adapterId);
    if (neighbour === undefined || adapter?.maximumLogicalPorts === undefined)
      throw new Error('the vNIC has a device on each adapter');
    const others = adapter.maximumLogicalPorts - 1;
    const hold = holdOf(simulated, neighbour, capacityOf(100));
    host.reserve({ mac: macOf(7), devices: Array.from({ length: others }, () => hold) });
    const [add, remove] = [{ kind: 'add', device } as const, { kind: 'remove', device: neighbour } as const];

    await expect(changeDevices(host, { ...target, steps: [add, remove] }, noSignal)).rejects.toMatchObject({
      code: 'PLACEMENT_INFEASIBLE',
      message: expect.stringContaining(
        `its adapter has no free logical port: 1 of ${others + 1} configured, ${others} reserved by plans in flight`,
      ),
    });
    expect(devicesIn(simulated)).toHaveLength(2);
    await changeDevices(host, { ...target, steps: [remove, add] }, noSignal);
    expect(devicesIn(simulated).map(({ at }) => at)).toContain(placeText(device));
    expect(devicesIn(simulated)).toHaveLength(2);
  });
});

/** Fits on the two ports alone where the other vNIC has no device. */
const whole = vnicRequest({ mac: macOf(2), capacity: capacityOf(10_000) });

test('a device that is added while a plug is on its way to the last room leaves it to the plug, and the platform refuses nothing', async () => {
  const creation = heldRequest('PUT', whole.mac);
  const simulated = await pluggedHost({ ...consoleWays[0], through: creation.through });
  const { host, target, simulator } = simulated;
  const plugging = pvmSriovDriver.plug(host, { ...target, vnic: whole }, noSignal);
  await Promise.race([creation.sent, plugging]);
  simulator.control.resetCounters();
  const steps = [{ kind: 'add', device: freeDevice(simulated) }] as const;
  const changing = changeDevices(host, { ...target, steps }, noSignal);
  creation.letGo();

  const [plug, change] = await Promise.allSettled([plugging, changing]);
  expect(plug).toMatchObject({ status: 'fulfilled', value: { outcome: 'created' } });
  expect(change).toMatchObject({
    status: 'rejected',
    reason: {
      code: 'PLACEMENT_INFEASIBLE',
      message: expect.stringContaining('needs 5.0%, has 0.0% free (100.0% allocated)'),
    },
  });
  expect(simulated.refusals()).toEqual([]);
  expect(simulated.requests()).not.toHaveProperty([`POST ${vnicsPath.novalink}/{id}`]);
});

test('a plug takes no room to which a device is on its way', async () => {
  const addition = heldRequest('POST', vnicRequest().mac);
  const simulated = await pluggedHost({ ...consoleWays[0], through: addition.through });
  const { host, target } = simulated;
  const steps = [{ kind: 'add', device: freeDevice(simulated) }] as const;
  const changing = changeDevices(host, { ...target, steps }, noSignal);
  await Promise.race([addition.sent, changing]);
  const plugging = pvmSriovDriver.plug(host, { ...target, vnic: whole }, noSignal);
  addition.letGo();

  const [change, plug] = await Promise.allSettled([changing, plugging]);
  expect(change.status).toBe('fulfilled');
  expect(devicesIn(simulated)).toHaveLength(3);
  expect(plug).toMatchObject({ status: 'rejected', reason: { code: 'PLACEMENT_INFEASIBLE' } });
  expect(simulated.refusals()).toEqual([]);
});

test('the room of a device that comes with a later request is held all the time, and no longer', async () => {
  const held: number[] = [];
  let look = (): number => 0;
  const through = (road: Transport): Transport => {
    return (request, signal) => {
      if (request.method === 'POST') held.push(look());
      return road(request, signal);
    };
  };
  const simulated = await pluggedHost({ ...consoleWays[0], through });
  const { host, target, plugged } = simulated;
  const [first, second] = plugged.devices;
  if (first === undefined || second === undefined) throw new Error('the vNIC has two devices');
  look = () => host.reservations().flatMap(({ devices }) => devices).length;
  const [fresh, share] = [freeDevice(simulated), { capacity: capacityOf(500), maxCapacity: undefined }];
  const inPlace = { ...second, ...share, priority: parseFailoverPriority(70) };
  const steps = [
    { kind: 'add', device: fresh },
    { kind: 'remove', device: second },
    { kind: 'add', device: inPlace },
  ] as const;
  await changeDevices(host, { ...target, steps }, noSignal);
  expect(held).toEqual([2, 1]);
  expect(look()).toBe(0);
  expect(devicesIn(simulated)).toHaveLength(3);
});

/** Room of a plan that is not carried out yet. */
function holdOf(simulated: PluggedHost, device: DeviceOnPort, capacity: Capacity): ReservedDevice {
  const { adapterId, portId } = device;
  const { viosUuid } = freeDevice(simulated);
  const portLocation = locationOf(simulated, device);
  return { adapterId, portId, viosUuid, portLocation, capacity, priority: parseFailoverPriority(1) };
}

/** The request for the vNIC with this MAC is on its way until it is let go. */
function heldRequest(method: 'PUT' | 'POST', mac: MacAddress) {
  const [sent, released] = [latch(), latch()];
  const through = (road: Transport): Transport => {
    return async (request, signal) => {
      if (request.method === method && request.body?.includes(mac)) {
        sent.resolve();
        await released.promise;
      }
      return await road(request, signal);
    };
  };
  return { through, sent: sent.promise, letGo: released.resolve };
}
