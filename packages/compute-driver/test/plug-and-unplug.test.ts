import { parseVlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import { noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

test('a vNIC is planned over two adapters and two VIOSes, created, found again and removed', async () => {
  const { host, simulator, partition } = await simulatedHost();
  const before = simulator.control.state();
  const request = { partition: partition('lpar1'), vnic: vnicRequest() };

  simulator.control.resetCounters();
  const plugged = await pvmSriovDriver.plug(host, request, noSignal);
  console.log(JSON.stringify(simulator.control.counters()));
  expect(plugged.outcome).toBe('created');
  const [vnic, ...others] = simulator.control.state().systems[0]?.vnics ?? [];
  expect(others).toEqual([]);
  expect(vnic).toMatchObject({ mac: request.vnic.mac, partition: 'lpar1', portVlanId: 118 });
  console.log(JSON.stringify(vnic, null, 1));

  expect(await pvmSriovDriver.plug(host, request, noSignal)).toEqual({
    outcome: 'present',
    vnic: plugged.vnic,
  });
  await expect(
    pvmSriovDriver.plug(host, { ...request, vnic: vnicRequest({ vlan: parseVlanId(7) }) }, noSignal),
  ).rejects.toMatchObject({ code: 'VNIC_DIFFERS' });

  expect(
    await pvmSriovDriver.unplug(host, { partition: request.partition, mac: request.vnic.mac }, noSignal),
  ).toEqual({ outcome: 'removed' });
  expect(simulator.control.state()).toEqual(before);
  expect(
    await pvmSriovDriver.unplug(host, { partition: request.partition, mac: request.vnic.mac }, noSignal),
  ).toEqual({ outcome: 'absent' });
});
