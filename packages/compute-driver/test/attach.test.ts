import {
  formatMacAddress,
  parseCapacityPercent,
  parseSlotNumber,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { createVifRegistry, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import {
  attachInterface,
  detachInterface,
  HostError,
  memoryRecordStore,
  plugRecorded,
  plugVifs,
  type RecordStore,
  unplugAll,
  unplugVifs,
} from '../src/index.ts';
import { bindingOf, macs, macsOn, plugged, recordsOf, vnicsOn } from './attach-case.ts';
import { simulatedComputeHost } from './simulated-compute-host.ts';
import { fourPlaces, macOf, noSignal } from './simulated-host.ts';

const put = 'PUT /rest/api/uom/LogicalPartition/{id}/VirtualNICDedicated';
const remove = 'DELETE /rest/api/uom/LogicalPartition/{id}/VirtualNICDedicated/{id}';

test('several vNICs at once are recorded with what the platform told, and removed with their records; a request each', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, simulator, partition } = simulated;
  const lpar1 = partition('lpar1');
  const before = simulator.control.state();
  simulator.control.resetCounters();

  const bindings = [bindingOf(2), bindingOf(1), bindingOf(3)];
  const vifs = await plugVifs(compute, { partition: lpar1, instance: 'instance-1', bindings }, noSignal);

  expect(simulated.requests()).toEqual({ [put]: 3 });
  expect(vifs.map(({ record }) => record.mac)).toEqual(bindings.map(({ mac }) => mac));
  const slots = new Map<string, number>(vnicsOn(simulated).map(({ mac, slot }) => [mac, slot]));
  for (const { record, result } of vifs) {
    expect(result.outcome).toBe('created');
    expect(await compute.records.vnics.find(record, noSignal)).toEqual(record);
    expect(record).toMatchObject({
      state: 'plugged',
      instance: 'instance-1',
      askedBy: 'nova',
      network: 'prod_net',
    });
    expect(record.slot).toBe(slots.get(record.mac));
    expect(record.priorities).toEqual([10, 20]);
  }

  simulator.control.resetCounters();
  const unplugged = await unplugVifs(compute, { partition: lpar1, macs: macs(1, 2, 3, 9) }, noSignal);
  expect(unplugged.map(({ result }) => result.outcome)).toEqual(['removed', 'removed', 'removed', 'absent']);
  expect(simulated.requests()[remove]).toBe(3);
  expect(await recordsOf(compute)).toEqual([]);
  expect(simulator.control.state()).toEqual(before);
});

test('what a Nova VIF does not say itself the shape of the host says', async () => {
  const simulated = await simulatedComputeHost();
  const compute = {
    ...simulated.compute,
    shape: {
      redundancy: 1,
      redundancyPolicy: 'strict',
      capacity: parseCapacityPercent('4%'),
      maxCapacity: parseCapacityPercent('50%'),
    },
  } as const;
  const lpar1 = simulated.partition('lpar1');
  const vif = {
    type: 'pvm_sriov',
    address: 'fa:16:3e:00:00:01',
    vnic_type: 'direct',
    details: { physical_network: 'prod_net', vlan: '7' },
    profile: { pci_slot: '0000:00:01.0' },
  };
  const { record } = await attachInterface(compute, { partition: lpar1, vif }, noSignal);
  expect(record).toMatchObject({ vlan: 7, shape: compute.shape, pciSlot: '0000:00:01.0' });
  expect(vnicsOn(simulated)).toMatchObject([{ portVlanId: 7, backingDevices: [{ capacity: '4.0%' }] }]);
  expect(await detachInterface(compute, { partition: lpar1, mac: record.mac }, noSignal)).toMatchObject({
    outcome: 'removed',
  });
});

test('asking again, many times at once or after a restart, yields one vNIC and equal answers', async () => {
  const simulated = await simulatedComputeHost();
  const request = { partition: simulated.partition('lpar1'), bindings: [bindingOf(1), bindingOf(2)] };

  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => plugVifs(simulated.compute, request, noSignal)),
  );
  answers.push(await plugVifs(await simulated.restart(), request, noSignal));

  const [first] = answers;
  for (const answer of answers) {
    expect(answer.map(({ record }) => record)).toEqual(first?.map(({ record }) => record));
    expect(answer.map(({ result }) => result.vnic.uuid)).toEqual(
      first?.map(({ result }) => result.vnic.uuid),
    );
  }
  expect(macsOn(simulated)).toEqual(macs(1, 2));
});

test('a MAC that is recorded with other properties is refused before anything is sent', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const lpar1 = simulated.partition('lpar1');
  await plugVifs(compute, { partition: lpar1, instance: 'instance-1', bindings: [bindingOf(1)] }, noSignal);
  simulated.simulator.control.resetCounters();

  const other = bindingOf(1, { vlan: parseVlanId(7), redundancy: 3, portId: 'port-9' });
  const request = { partition: lpar1, instance: 'instance-1', bindings: [bindingOf(2), other] };
  await expect(plugVifs(compute, request, noSignal)).rejects.toMatchObject({
    code: 'RECORD_DIFFERS',
    message: `vNIC ${formatMacAddress(macOf(1))} of partition lpar1 was asked for before by nova, and as another one: VLAN 118 is recorded, 7 is asked for; redundancy 2 is recorded, 3 is asked for; port port-1 is recorded, port-9 is asked for; unplug it first, or ask for what it is`,
  });
  expect(simulated.requests()).toEqual({});
  expect(await recordsOf(compute)).toEqual(plugged(1));

  const pciSlot = '0000:00:1f.7';
  const [again] = await plugVifs(
    compute,
    { partition: lpar1, bindings: [bindingOf(1, { pciSlot })] },
    noSignal,
  );
  expect(again?.record).toMatchObject({ pciSlot, instance: 'instance-1' });
  await expect(
    plugVifs(compute, { partition: lpar1, bindings: [bindingOf(3), bindingOf(3)] }, noSignal),
  ).rejects.toMatchObject({ code: 'BINDING_INVALID' });
});

test('one that cannot be placed takes those back that were created with it, and leaves those that were there', async () => {
  const simulated = await simulatedComputeHost({ world: fourPlaces });
  const { compute } = simulated;
  const lpar1 = simulated.partition('lpar1');
  await plugVifs(compute, { partition: lpar1, bindings: [bindingOf(1)] }, noSignal);
  const before = simulated.simulator.control.state();

  for (const impossible of [bindingOf(4, { network: 'nowhere' }), bindingOf(4, { redundancy: 6 })]) {
    const bindings = [bindingOf(1), bindingOf(2), bindingOf(3), impossible];
    await expect(plugVifs(compute, { partition: lpar1, bindings }, noSignal)).rejects.toMatchObject({
      code: 'PLACEMENT_INFEASIBLE',
      message: expect.stringContaining(formatMacAddress(macOf(4))),
    });
    expect(simulated.simulator.control.state()).toEqual(before);
    expect(await recordsOf(compute)).toEqual(plugged(1));
    expect(compute.host.reservations()).toEqual([]);
  }
});

test('a caller who gives up leaves no vNIC and no record', async () => {
  const simulated = await simulatedComputeHost();
  const caller = new AbortController();
  const late = new Promise((resolve) => caller.signal.addEventListener('abort', resolve));
  const registry = createVifRegistry([
    {
      ...pvmSriovDriver,
      async plug(host, request, signal) {
        if (request.vnic.mac === macOf(2)) await late;
        const result = await pvmSriovDriver.plug(host, request, signal);
        caller.abort();
        return result;
      },
    },
  ]);
  const compute = { ...simulated.compute, registry };
  const request = { partition: simulated.partition('lpar1'), bindings: [bindingOf(1), bindingOf(2)] };
  await expect(plugVifs(compute, request, caller.signal)).rejects.toMatchObject({ code: 'ABORTED' });
  expect(simulated.requests(), 'the first was created, and removed again').toMatchObject({
    [put]: 1,
    [remove]: 1,
  });
  expect(macsOn(simulated)).toEqual([]);
  expect(await recordsOf(compute)).toEqual([]);
});

test('a plug whose outcome nobody knows is on record as to be removed, and repeating it makes it good', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, simulator } = simulated;
  const request = { partition: simulated.partition('lpar1'), bindings: [bindingOf(1)] };
  simulator.control.inject({ match: { path: 'VirtualNICDedicated' }, times: 1_000, fault: 'drop-after' });
  await expect(plugVifs(compute, request, noSignal)).rejects.toMatchObject({
    code: 'UNDO_INCOMPLETE',
    message: expect.stringMatching(
      /repeat the call when it answers again.*removed at the next reconciliation/,
    ),
  });
  expect(await recordsOf(compute)).toEqual([`${macOf(1)} unplugging`]);

  simulator.control.clearFaults();
  await plugVifs(compute, request, noSignal);
  expect(macsOn(simulated)).toEqual(macs(1));
  expect(await recordsOf(compute)).toEqual(plugged(1));
});

test('a plug and an unplug at once end as the one that was asked for last', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const lpar1 = simulated.partition('lpar1');
  const plug = () => plugVifs(compute, { partition: lpar1, bindings: [bindingOf(1)] }, noSignal);
  const unplug = () => unplugVifs(compute, { partition: lpar1, macs: [macOf(1)] }, noSignal);

  await Promise.all([plug(), unplug(), plug()]);
  expect(macsOn(simulated)).toEqual(macs(1));
  await Promise.all([unplug(), plug(), unplug()]);
  expect(macsOn(simulated)).toEqual([]);
  expect(await recordsOf(compute)).toEqual([]);
});

test('a full store refuses what is new before anything is sent; what is there is answered, and can be removed', async () => {
  const store = memoryRecordStore();
  let full = false;
  const records: RecordStore = {
    ...store,
    vnics: {
      ...store.vnics,
      put: (entries, signal) =>
        full
          ? Promise.reject(new HostError('STORE_FULL', 'the store has no room; free some'))
          : store.vnics.put(entries, signal),
    },
  };
  const simulated = await simulatedComputeHost({ records });
  const { compute } = simulated;
  const partition = simulated.partition('lpar1');
  await plugVifs(compute, { partition, bindings: [bindingOf(1)] }, noSignal);

  full = true;
  simulated.simulator.control.resetCounters();
  const both = { partition, bindings: [bindingOf(1), bindingOf(2)] };
  await expect(plugVifs(compute, both, noSignal)).rejects.toMatchObject({ code: 'STORE_FULL' });
  expect(simulated.requests()).toEqual({});
  expect(await plugVifs(compute, { partition, bindings: [bindingOf(1)] }, noSignal)).toMatchObject([
    { result: { outcome: 'present' } },
  ]);
  await unplugVifs(compute, { partition, macs: [macOf(1)] }, noSignal);
  expect(macsOn(simulated)).toEqual([]);
  expect(await recordsOf(compute)).toEqual([]);
});

test('a store that fills between intent and answer leaves no vNIC that is not on record', async () => {
  const store = memoryRecordStore();
  const records: RecordStore = {
    ...store,
    vnics: {
      ...store.vnics,
      put: (entries, signal) =>
        entries.some(({ state }) => state === 'plugged')
          ? Promise.reject(new HostError('STORE_FULL', 'the store has no room; free some'))
          : store.vnics.put(entries, signal),
    },
  };
  const simulated = await simulatedComputeHost({ records });
  const request = { partition: simulated.partition('lpar1'), bindings: [bindingOf(1), bindingOf(2)] };
  await expect(plugVifs(simulated.compute, request, noSignal)).rejects.toMatchObject({ code: 'STORE_FULL' });
  expect(macsOn(simulated)).toEqual([]);
  expect(await recordsOf(simulated.compute)).toEqual([]);
});

test('one that the operating system holds stays with its record, and keeps no other', async () => {
  const simulated = await simulatedComputeHost();
  const { compute, simulator } = simulated;
  const partition = simulated.partition('lpar1');
  await plugVifs(compute, { partition, bindings: [bindingOf(1), bindingOf(2), bindingOf(3)] }, noSignal);

  simulator.control.holdVnic(macOf(2), true);
  await expect(unplugVifs(compute, { partition, macs: macs(1, 2) }, noSignal)).rejects.toMatchObject({
    code: 'OS_HOLDS_DEVICE',
  });
  expect(await recordsOf(compute)).toEqual(plugged(2, 3));
  simulator.control.holdVnic(macOf(3), true);
  await expect(unplugVifs(compute, { partition, macs: macs(2, 3) }, noSignal)).rejects.toMatchObject({
    code: 'UNPLUG_INCOMPLETE',
    explanation: [
      expect.stringContaining(formatMacAddress(macOf(2))),
      expect.stringContaining(formatMacAddress(macOf(3))),
    ],
  });
  expect(macsOn(simulated)).toEqual(macs(2, 3));
});

test('a vNIC that vanished, or is made again from its record, comes back into its slot', async () => {
  const simulated = await simulatedComputeHost({ maximumAge: 0 });
  const { compute } = simulated;
  const partition = simulated.partition('lpar1');
  const bindings = [bindingOf(1), bindingOf(2), bindingOf(3)];
  const [first, second] = await plugVifs(compute, { partition, bindings }, noSignal);
  if (first === undefined || second === undefined) throw new Error('two were plugged');
  const slotOf = (index: number) => vnicsOn(simulated).find(({ mac }) => mac === macOf(index))?.slot;

  const colleague = await simulated.restart();
  for (const index of [1, 2]) {
    await colleague.registry
      .driverOf('pvm_sriov')
      .unplug(colleague.host, { partition, mac: macOf(index) }, noSignal);
  }
  const again = await plugVifs(compute, { partition, bindings: [bindingOf(2)] }, noSignal);
  expect(again).toMatchObject([{ record: { slot: second.record.slot }, result: { outcome: 'created' } }]);
  await plugRecorded(compute, [first.record], noSignal);
  expect([slotOf(1), slotOf(2)]).toEqual([first.record.slot, second.record.slot]);
  expect(await recordsOf(compute)).toEqual(plugged(1, 2, 3));
});

test('a slot that another device has is told, and nothing is left behind', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const partition = simulated.partition('lpar1');
  const [vif] = await plugVifs(compute, { partition, bindings: [bindingOf(1)] }, noSignal);
  if (vif === undefined) throw new Error('one was plugged');

  const wish = { ...vif.record, mac: macOf(2), state: 'plugging', portId: undefined } as const;
  await expect(plugRecorded(compute, [wish], noSignal)).rejects.toMatchObject({
    code: 'SLOT_IN_USE',
    message: `virtual slot ${vif.record.slot} of partition lpar1 has vNIC ${formatMacAddress(macOf(1))}; remove that one first, or plug without a slot`,
  });
  const beyond = { ...wish, slot: parseSlotNumber(4000) };
  await expect(plugRecorded(compute, [beyond], noSignal)).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
  expect(await recordsOf(compute)).toEqual(plugged(1));
  expect(macsOn(simulated)).toEqual(macs(1));
});

test('what is made again from records never brings back what was unplugged meanwhile', async () => {
  const simulated = await simulatedComputeHost();
  const { compute } = simulated;
  const partition = simulated.partition('lpar1');
  const [vif] = await plugVifs(compute, { partition, bindings: [bindingOf(1)] }, noSignal);
  if (vif === undefined) throw new Error('one was plugged');
  await unplugAll(compute, { partition, macs: [macOf(1)] }, noSignal);
  await expect(plugRecorded(compute, [vif.record], noSignal)).rejects.toMatchObject({
    code: 'RECORD_DIFFERS',
  });
  await compute.records.vnics.put([{ ...vif.record, state: 'unplugging' }], noSignal);
  await expect(plugRecorded(compute, [vif.record], noSignal)).rejects.toMatchObject({
    code: 'RECORD_DIFFERS',
    message: expect.stringContaining('somebody has unplugged it meanwhile'),
  });
  expect(macsOn(simulated)).toEqual([]);
});
