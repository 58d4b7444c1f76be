import { capacityOf, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type Cordon,
  type DeviceOnPort,
  planDeviceChange,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { changeDevices, type DeviceEdit, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
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
import { contentOf, noSignal, simulatedHost, vnicRequest, vnicsPath } from './simulated-host.ts';

const best = parseFailoverPriority(1);

describe.each(consoleWays)('on $personality, changed by $backingDeviceChange', (way) => {
  test('devices are added and removed, priorities change, and the view is what a newcomer reads', async () => {
    const simulated = await pluggedHost(way);
    const { host, open, target } = simulated;
    const device = freeDevice(simulated);
    const added = await changeDevices(host, { ...target, steps: [{ kind: 'add', device }] }, noSignal);
    expect(added.devices).toHaveLength(3);
    expect(devicesIn(simulated)).toContainEqual({ at: placeText(device), priority: 60, capacity: '5.0%' });
    const again = await changeDevices(host, { ...target, steps: [{ kind: 'add', device }] }, noSignal);
    expect(again).toEqual(added);

    const [first, second] = simulated.plugged.devices;
    if (first === undefined || second === undefined) throw new Error('the vNIC has two devices');
    const steps = [
      { kind: 'remove', device: first },
      { kind: 'set-priority', device: second, priority: best },
    ] as const;
    const changed = await changeDevices(host, { ...target, steps }, noSignal);
    expect(devicesIn(simulated).map(({ at }) => at)).toEqual([placeText(second), placeText(device)]);
    expect(changed.devices.map((each) => each.priority)).toEqual([best, 60]);
    expect(host.reservations()).toEqual([]);
    await host.upkeep.catchUp(noSignal);
    expect(contentOf(host.snapshot())).toEqual(contentOf((await open()).snapshot()));
  });

  test('a plan for another share is carried out step by step, with a working path all the time', async () => {
    const simulated = await pluggedHost(way);
    const { host, target } = simulated;
    const steps = planSevenPercent(simulated, []);
    const changed = await changeDevices(host, { ...target, steps }, noSignal);
    expect(changed.devices.map(({ capacity }) => capacity)).toEqual([700, 700]);
    expect(devicesIn(simulated).map(({ capacity }) => capacity)).toEqual(['7.0%', '7.0%']);
  });

  test('where no port is spare a device with another share takes the place of the old one', async () => {
    const simulated = await pluggedHost(way);
    const { host, target, plugged } = simulated;
    const places = (vnic: VnicSnapshot) => vnic.devices.map(placeText).toSorted();
    const free = host
      .snapshot()
      .adapters.flatMap(({ ports }) => ports)
      .filter(({ location }) => plugged.devices.every((each) => locationOf(simulated, each) !== location));
    const keptFree = free.map(({ location }): Cordon => ({ kind: 'port', location, note: 'kept free' }));
    const steps = planSevenPercent(simulated, keptFree);
    const changed = await changeDevices(host, { ...target, steps }, noSignal);
    expect(changed.devices.map(({ capacity }) => capacity)).toEqual([700, 700]);
    expect(places(changed)).toEqual(places(plugged));
    expect(devicesIn(simulated).map(({ capacity }) => capacity)).toEqual(['7.0%', '7.0%']);
    simulated.simulator.control.resetCounters();
    expect(await changeDevices(host, { ...target, steps }, noSignal)).toEqual(changed);
    const changes = Object.keys(simulated.requests()).filter((request) => !request.startsWith('GET'));
    expect(changes).toEqual([]);
  });

  test('the traffic is moved by hand to a device that works, and to no other', async () => {
    const simulated = await pluggedHost(way);
    const { host, target, simulator } = simulated;
    const idle = simulated.plugged.devices.find(({ isActive }) => !isActive);
    const busy = simulated.plugged.devices.find(({ isActive }) => isActive);
    if (idle === undefined || busy === undefined) throw new Error('one of the two devices is active');
    const moved = await changeDevices(host, { ...target, steps: [activation(idle)] }, noSignal);
    expect(moved.devices.find(({ isActive }) => isActive)).toMatchObject({ portId: idle.portId });

    simulator.control.pullCable(locationOf(simulated, busy));
    await host.refresh(noSignal);
    await expect(
      changeDevices(host, { ...target, steps: [activation(busy)] }, noSignal),
    ).rejects.toMatchObject({
      code: 'DEVICE_CHANGE_UNSAFE',
      message: expect.stringContaining('it is LINK_DOWN; only an OPERATIONAL one can carry its traffic'),
    });
  });

  test('the last working path is taken away only by force', async () => {
    const simulated = await pluggedHost(way);
    const { host, target, simulator, plugged } = simulated;
    const [first, second] = plugged.devices;
    if (first === undefined || second === undefined) throw new Error('the vNIC has two devices');
    simulator.control.pullCable(locationOf(simulated, second));
    await host.refresh(noSignal);
    const before = simulator.control.state();
    const request = { ...target, steps: [{ kind: 'remove', device: first } as const] };
    await expect(changeDevices(host, request, noSignal)).rejects.toMatchObject({
      code: 'DEVICE_CHANGE_UNSAFE',
      message: expect.stringContaining('would be left without a working path (1 of 2 devices stay)'),
    });
    expect(simulator.control.state()).toEqual(before);
    expect((await changeDevices(host, { ...request, force: true }, noSignal)).devices).toHaveLength(1);
  });

  test('what the platform refuses is told with its code, and nothing is left', async () => {
    const simulated = await pluggedHost(way);
    const { host, target, simulator } = simulated;
    const device = { ...freeDevice(simulated), capacity: capacityOf(50) };
    const before = simulator.control.state();
    const change = changeDevices(host, { ...target, steps: [{ kind: 'add', device }] }, noSignal);
    await expect(change).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
      message: expect.stringContaining('HSCL1295'),
    });
    expect(simulator.control.state()).toEqual(before);
    expect(host.reservations()).toEqual([]);
  });
});

test.each(['412', 'drop-after', 'truncate', 'drop-before'] as const)(
  'a POST struck by %s still ends with the device added once, or says that it is not',
  async (fault) => {
    const simulated = await pluggedHost({ personality: 'novalink', backingDeviceChange: 'rest' });
    simulated.simulator.control.inject({ match: { method: 'POST' }, fault });
    const request = {
      ...simulated.target,
      steps: [{ kind: 'add', device: freeDevice(simulated) } as const],
    };
    const told = await changeDevices(simulated.host, request, noSignal).then(
      () => 3,
      () => 2,
    );
    expect(devicesIn(simulated)).toHaveLength(told);
    expect((await changeDevices(simulated.host, request, noSignal)).devices).toHaveLength(3);
  },
);

test.each(['novalink', 'hmc'] as const)(
  'where %s has no way, that is told before anything is sent',
  async (personality) => {
    const simulated = await pluggedHost({ personality, backingDeviceChange: 'none' });
    const { host, simulator, target } = simulated;
    simulator.control.resetCounters();
    const steps = [{ kind: 'add', device: freeDevice(simulated) }] as const;
    await expect(changeDevices(host, { ...target, steps }, noSignal)).rejects.toMatchObject({
      code: 'DEVICE_CHANGE_UNSUPPORTED',
      message: expect.stringContaining(
        'power the partition off, unplug the vNIC and plug it with what it shall have',
      ),
    });
    expect(simulated.requests()).toEqual({});
  },
);

test('a vNIC that the operating system uses is not unplugged, and the error says what to do', async () => {
  const { host, simulator, target } = await pluggedHost(consoleWays[0]);
  simulator.control.holdVnic(target.mac, true);
  await expect(pvmSriovDriver.unplug(host, target, noSignal)).rejects.toMatchObject({
    code: 'OS_HOLDS_DEVICE',
    message: expect.stringMatching(/HSCL294D.*release it there first$/),
  });
  expect(host.snapshot().vnics).toHaveLength(1);
  simulator.control.holdVnic(target.mac, false);
  expect(await pvmSriovDriver.unplug(host, target, noSignal)).toMatchObject({ outcome: 'removed' });
});

test('a vNIC whose devices are dead at birth makes the next decision look at the system', async () => {
  const { host, simulator, partition, requests } = await simulatedHost();
  const [port] = host.snapshot().adapters.flatMap(({ ports }) => ports);
  simulator.control.pullCable(port?.location ?? '');
  const request = { partition: partition('lpar1'), vnic: vnicRequest({ redundancy: 4 }) };
  await pvmSriovDriver.plug(host, request, noSignal);
  simulator.control.resetCounters();
  await host.freshen(request.partition, 'recent', noSignal);
  expect(requests(), 'a port is down, and so the vNICs behind it are looked at, too').toEqual({
    'GET /rest/api/uom/ManagedSystem/{id}': 1,
    [`GET ${vnicsPath.novalink}`]: 1,
  });
  expect(
    host
      .snapshot()
      .adapters.flatMap(({ ports }) => ports)
      .filter(({ linkUp }) => !linkUp),
  ).toHaveLength(1);
});

function planSevenPercent({ host, plugged }: PluggedHost, cordons: readonly Cordon[]): readonly DeviceEdit[] {
  const plan = planDeviceChange({
    snapshot: host.snapshot(),
    vnic: plugged,
    network: 'prod_net',
    change: { kind: 'capacity', capacity: capacityOf(700) },
    reservations: host.reservations(),
    cordons,
  });
  if (plan.feasible) return plan.steps;
  throw new Error('the ports have the room');
}

function activation(device: DeviceOnPort): DeviceEdit {
  return { kind: 'activate', device };
}
