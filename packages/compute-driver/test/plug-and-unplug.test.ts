import { parseVlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import { noSignal, simulatedHost, vnicRequest, vnicsPath } from './simulated-host.ts';

describe.each(['novalink', 'hmc'] as const)('on a %s console', (personality) => {
  test('a vNIC is created over two adapters and two VIOSes with one request, and removed with one', async () => {
    const { host, simulator, partition } = await simulatedHost({ personality });
    const before = simulator.control.state();
    const vnic = vnicRequest();
    const request = { partition: partition('lpar1'), vnic };

    simulator.control.resetCounters();
    const plugged = await pvmSriovDriver.plug(host, request, noSignal);

    expect(simulator.control.counters().requests).toEqual({
      [`PUT ${vnicsPath[personality]}`]: 1,
    });
    expect(plugged.outcome).toBe('created');
    const [made, ...others] = simulator.control.state().systems[0]?.vnics ?? [];
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      mac: vnic.mac,
      partition: 'lpar1',
      portVlanId: 118,
      uuid: plugged.vnic.uuid,
    });
    expect(new Set(made?.backingDevices.map(({ adapter }) => adapter)).size).toBe(2);
    expect(new Set(made?.backingDevices.map(({ vios }) => vios)).size).toBe(2);
    expect(host.reservations()).toEqual([]);

    simulator.control.resetCounters();
    const target = { partition: request.partition, mac: vnic.mac };
    expect(await pvmSriovDriver.unplug(host, target, noSignal)).toMatchObject({ outcome: 'removed' });
    expect(simulator.control.counters().requests).toEqual({
      [`DELETE ${vnicsPath[personality]}/{id}`]: 1,
    });
    expect(simulator.control.state()).toEqual(before);
    expect(await pvmSriovDriver.unplug(host, target, noSignal)).toEqual({ outcome: 'absent' });
  });
});

test('plugging again, at once or later, by this client or another, yields the same vNIC', async () => {
  const { host, open, simulator, partition } = await simulatedHost();
  const request = { partition: partition('lpar1'), vnic: vnicRequest() };

  const results = await Promise.all([1, 2, 3, 4].map(() => pvmSriovDriver.plug(host, request, noSignal)));
  expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'present', 'present', 'present']);
  const later = await pvmSriovDriver.plug(await open(), request, noSignal);
  expect(later).toMatchObject({ outcome: 'present', vnic: { uuid: results[0]?.vnic.uuid } });
  expect(simulator.control.state().systems[0]?.vnics).toHaveLength(1);
});

test('a vNIC with this MAC that is another one is refused, and stays', async () => {
  const { host, simulator, partition } = await simulatedHost();
  const lpar1 = partition('lpar1');
  await pvmSriovDriver.plug(host, { partition: lpar1, vnic: vnicRequest() }, noSignal);
  const before = simulator.control.state();

  const otherVlan = { partition: lpar1, vnic: vnicRequest({ vlan: parseVlanId(7) }) };
  await expect(pvmSriovDriver.plug(host, otherVlan, noSignal)).rejects.toMatchObject({
    code: 'VNIC_DIFFERS',
    message: `partition lpar1 has a vNIC with MAC fa:16:3e:0e:f6:ec already, and it is another one: it is in VLAN 118, VLAN 7 is asked for; unplug it first, or ask for what it is`,
  });
  const otherPartition = { partition: partition('lpar2'), vnic: vnicRequest() };
  await expect(pvmSriovDriver.plug(host, otherPartition, noSignal)).rejects.toMatchObject({
    code: 'MAC_IN_USE',
    message: expect.stringContaining('partition lpar1'),
  });
  expect(simulator.control.state()).toEqual(before);
});

test('a plug given up by its caller leaves nothing behind', async () => {
  const { host, simulator, partition } = await simulatedHost();
  const before = simulator.control.state();
  const caller = new AbortController();
  simulator.control.inject({
    match: { method: 'PUT', path: 'VirtualNICDedicated' },
    fault: 'latency',
    ms: 20,
  });
  const plug = pvmSriovDriver.plug(
    host,
    { partition: partition('lpar1'), vnic: vnicRequest() },
    caller.signal,
  );
  setImmediate(() => caller.abort());
  await expect(plug).rejects.toMatchObject({
    code: 'ABORTED',
    message: expect.stringContaining('removed again'),
  });
  expect(simulator.control.state()).toEqual(before);
  expect(host.reservations()).toEqual([]);
});

test('a plug or unplug given up before its turn, or before its request, sends nothing', async () => {
  const { host, simulator, partition } = await simulatedHost();
  const lpar1 = partition('lpar1');
  const target = { partition: lpar1, mac: vnicRequest().mac };
  const gaveUp = AbortSignal.abort();
  const caller = new AbortController();

  const early = pvmSriovDriver.plug(host, { partition: lpar1, vnic: vnicRequest() }, gaveUp);
  await expect(early).rejects.toMatchObject({
    code: 'ABORTED',
    message: expect.stringContaining('nothing was sent'),
  });
  const freshen = host.freshen.bind(host);
  const hesitant = {
    ...host,
    freshen: async (...args: Parameters<typeof freshen>) => {
      const view = await freshen(...args);
      caller.abort();
      return view;
    },
  };
  const late = pvmSriovDriver.plug(hesitant, { partition: lpar1, vnic: vnicRequest() }, caller.signal);
  await expect(late).rejects.toMatchObject({
    code: 'ABORTED',
    message: expect.stringContaining('nothing was sent'),
  });
  expect(simulator.control.state().systems[0]?.vnics).toEqual([]);
  expect(host.reservations()).toEqual([]);

  await pvmSriovDriver.plug(host, { partition: lpar1, vnic: vnicRequest() }, noSignal);
  await expect(pvmSriovDriver.unplug(hesitant, target, caller.signal)).rejects.toMatchObject({
    code: 'ABORTED',
  });
  expect(simulator.control.state().systems[0]?.vnics).toHaveLength(1);
});
