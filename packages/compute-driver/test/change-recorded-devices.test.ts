import { capacityOf, parseFailoverPriority } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type BackingDeviceSnapshot,
  type DeviceChange,
  type DeviceStep,
  findVnic,
  planDeviceChange,
  type VnicName,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { changeDevices } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import {
  type ComputeHost,
  changeRecordedDevices,
  HostError,
  reconcile,
  type VnicRecord,
} from '../src/index.ts';
import { healCase } from './heal-case.ts';
import { macOf, noSignal } from './simulated-host.ts';

const mac = macOf(1);

describe('devices that are changed by hand', () => {
  test('are wanted from then on, so that healing finds nothing to undo', async () => {
    const { compute, partition } = await healCase();
    const target = { partition: partition('lpar1'), mac };

    const added = await change(compute, target, { kind: 'redundancy', redundancy: 3 });
    expect(added.devices).toHaveLength(3);
    expect(await wantedOf(compute)).toBe(3);
    expect((await reconcile(compute, {}, noSignal)).proposals).toEqual([]);

    const device = twin(added);
    await change(compute, target, { kind: 'remove', device });
    expect(await wantedOf(compute)).toBe(2);
    expect((await reconcile(compute, {}, noSignal)).proposals).toEqual([]);
  });

  test('are wanted with the share that was asked for, from before the first step', async () => {
    const { compute, partition, simulator } = await healCase();
    const target = { partition: partition('lpar1'), mac };
    const share = { capacity: capacityOf(600), maxCapacity: undefined };
    const steps = stepsOf(compute, vnicOf(compute, target), { kind: 'capacity', ...share });
    simulator.control.inject({ match: { path: 'CLIRunner' }, fault: 'drop-before', times: 50 });
    await expect(changeRecordedDevices(compute, { ...target, steps, share }, noSignal)).rejects.toThrow();
    expect((await recordOf(compute)).shape.capacity).toBeUndefined();

    simulator.control.clearFaults();
    const changed = await changeRecordedDevices(compute, { ...target, steps, share }, noSignal);
    expect(changed.devices.map(({ capacity }) => capacity)).toEqual([600, 600]);
    expect((await recordOf(compute)).shape).toMatchObject({ redundancy: 2, capacity: 600 });
    expect((await reconcile(compute, {}, noSignal)).proposals).toEqual([]);
  });

  test('are wanted with the share of before when one that had another is taken away', async () => {
    const { compute, partition } = await healCase();
    const target = { partition: partition('lpar1'), mac };
    const added = await change(compute, target, {
      kind: 'redundancy',
      redundancy: 3,
      capacity: capacityOf(600),
    });
    const device = added.devices.find(({ capacity }) => capacity === 600);
    if (device === undefined) throw new Error('the third device has the share that was asked for');
    await change(compute, target, { kind: 'remove', device });
    expect((await recordOf(compute)).shape).toMatchObject({ redundancy: 2, capacity: undefined });
  });

  test('are wanted as many as before when a replacement ends between its two halves', async () => {
    const { compute, partition, simulator } = await healCase({ personality: 'novalink', change: 'rest' });
    const target = { partition: partition('lpar1'), mac };
    const [old] = vnicOf(compute, target).devices.toReversed();
    if (old === undefined || old.priority === undefined) throw new Error('the vNIC has ranked devices');
    const device = { ...old, capacity: capacityOf(600), maxCapacity: undefined, priority: old.priority };
    const steps = [
      { kind: 'remove', device },
      { kind: 'add', device },
    ] as const;
    const share = { capacity: device.capacity, maxCapacity: undefined };
    simulator.control.inject({ match: { method: 'POST' }, after: 1, fault: '412', times: 50 });
    await expect(changeRecordedDevices(compute, { ...target, steps, share }, noSignal)).rejects.toThrow();
    expect(vnicOf(compute, target).devices).toHaveLength(1);
    expect((await recordOf(compute)).shape).toMatchObject({ redundancy: 2, capacity: undefined });
    simulator.control.clearFaults();
    expect((await reconcile(compute, {}, noSignal)).proposals).toHaveLength(1);
  });

  test('are not changed where the wish cannot be written down', async () => {
    const { compute, partition, changes } = await healCase();
    const target = { partition: partition('lpar1'), mac };
    const full = new HostError('STORE_FULL', 'the store is full');
    const vnics = { ...compute.records.vnics, put: () => Promise.reject(full) };
    const cramped = { ...compute, records: { ...compute.records, vnics } };

    await expect(change(cramped, target, { kind: 'redundancy', redundancy: 3 })).rejects.toBe(full);
    expect(changes()).toEqual([]);

    const [device, priority] = [first(vnicOf(compute, target)), parseFailoverPriority(7)];
    const ranked = await change(cramped, target, { kind: 'priority', device, priority });
    expect(ranked.devices.map((each) => each.priority)).toContain(7);
  });

  test('are wanted as before where the platform refuses', async () => {
    const { compute, partition, simulator } = await healCase({ personality: 'novalink', change: 'rest' });
    const target = { partition: partition('lpar1'), mac };
    simulator.control.inject({ match: { method: 'POST' }, fault: '412', times: 50 });

    await expect(change(compute, target, { kind: 'redundancy', redundancy: 3 })).rejects.toThrow('412');
    expect(vnicOf(compute, target).devices).toHaveLength(2);
    expect(await wantedOf(compute)).toBe(2);
  });

  test('are left alone while the vNIC is being unplugged', async () => {
    const { compute, partition, changes } = await healCase();
    const target = { partition: partition('lpar1'), mac };
    const [record] = await compute.records.vnics.list({}, noSignal);
    if (record === undefined) throw new Error('the vNIC has a record');
    await compute.records.vnics.put([{ ...record, state: 'unplugging' }], noSignal);
    await expect(change(compute, target, { kind: 'redundancy', redundancy: 3 })).rejects.toMatchObject({
      code: 'RECORD_DIFFERS',
      message: expect.stringContaining('somebody is unplugging it'),
    });
    expect(changes()).toEqual([]);
  });

  test('of a vNIC that nobody recorded change, and stay nobody’s', async () => {
    const { compute, partition } = await healCase();
    await compute.records.vnics.remove(await compute.records.vnics.list({}, noSignal), noSignal);
    await change(compute, { partition: partition('lpar1'), mac }, { kind: 'redundancy', redundancy: 3 });
    expect(await compute.records.vnics.list({}, noSignal)).toEqual([]);
  });

  test('do not keep a degraded vNIC from being wanted whole when one of them only moves', async () => {
    const { compute, partition } = await healCase();
    const target = { partition: partition('lpar1'), mac };
    const vnic = vnicOf(compute, target);
    await changeDevices(
      compute.host,
      { ...target, steps: stepsOf(compute, vnic, { kind: 'remove', device: first(vnic) }) },
      noSignal,
    );
    await change(compute, target, { kind: 'capacity', capacity: capacityOf(700) });
    expect(vnicOf(compute, target).devices).toHaveLength(1);
    expect(await wantedOf(compute)).toBe(2);
  });
});

function change(compute: ComputeHost, target: VnicName, wanted: DeviceChange): Promise<VnicSnapshot> {
  const steps = stepsOf(compute, vnicOf(compute, target), wanted);
  return changeRecordedDevices(compute, { ...target, steps }, noSignal);
}

function stepsOf({ host }: ComputeHost, vnic: VnicSnapshot, wanted: DeviceChange): readonly DeviceStep[] {
  const [snapshot, reservations] = [host.snapshot(), host.reservations()];
  const plan = planDeviceChange({ snapshot, reservations, vnic, network: 'prod_net', change: wanted });
  if (!plan.feasible) throw new Error(`the host has room for it: ${plan.obstacle.kind}`);
  return plan.steps;
}

function vnicOf({ host }: ComputeHost, target: VnicName): VnicSnapshot {
  const found = findVnic(host.snapshot().vnics, target);
  if (found === undefined) throw new Error('the vNIC is there');
  return found;
}

function first({ devices: [device] }: VnicSnapshot): BackingDeviceSnapshot {
  if (device === undefined) throw new Error('the vNIC has a device');
  return device;
}

/** One that the vNIC can do without and still be on both VIOSes. */
function twin({ devices }: VnicSnapshot): BackingDeviceSnapshot {
  const found = devices.findLast((device) =>
    devices.some((other) => other !== device && other.viosUuid === device.viosUuid),
  );
  if (found === undefined) throw new Error('three devices are on two VIOSes');
  return found;
}

async function wantedOf(compute: ComputeHost): Promise<number> {
  return (await recordOf(compute)).shape.redundancy;
}

async function recordOf({ records }: ComputeHost): Promise<VnicRecord> {
  const [record] = await records.vnics.list({}, noSignal);
  if (record === undefined) throw new Error('the vNIC is recorded');
  return record;
}
