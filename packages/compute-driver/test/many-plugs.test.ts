import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import { fourPlaces, macOf, noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

test('64 plugs at once on a dense host: all served, each over distinct adapters and VIOSes, nothing oversubscribed', async () => {
  const { host, simulator } = await simulatedHost({ world: 'dense' });
  const partitions = host.snapshot().partitions.slice(0, 64);
  simulator.control.resetCounters();

  const plugged = await Promise.all(
    partitions.map(({ uuid }, index) =>
      pvmSriovDriver.plug(host, { partition: uuid, vnic: vnicRequest({ mac: macOf(index) }) }, noSignal),
    ),
  );

  expect(plugged.map(({ outcome }) => outcome)).toEqual(partitions.map(() => 'created'));
  expect(simulator.control.counters().requests, 'no request was refused or repeated').toEqual({
    'PUT /rest/api/uom/LogicalPartition/{id}/VirtualNICDedicated': 64,
  });
  const [{ vnics, ports } = { vnics: [], ports: [] }] = simulator.control.state().systems;
  expect(vnics).toHaveLength(64);
  for (const { backingDevices } of vnics) {
    expect(new Set(backingDevices.map(({ adapter }) => adapter)).size).toBe(2);
    expect(new Set(backingDevices.map(({ vios }) => vios)).size).toBe(2);
  }
  const believed = host.snapshot().adapters.flatMap((adapter) => adapter.ports);
  for (const { location, logicalPorts, allocatedCapacity } of ports) {
    const belief = believed.find((port) => port.location === location);
    expect([logicalPorts, Number.parseFloat(allocatedCapacity) * 100]).toEqual([
      belief?.configuredLogicalPorts,
      belief?.allocatedCapacity,
    ]);
  }
});

test('plugs at once for the last places of a host: as many as there are, and the others are told why', async () => {
  const { host, simulator, partition } = await simulatedHost({ world: fourPlaces });
  const target = partition('lpar1');
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) =>
      pvmSriovDriver.plug(host, { partition: target, vnic: vnicRequest({ mac: macOf(index) }) }, noSignal),
    ),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'PLACEMENT_INFEASIBLE' });
  }
  expect(simulator.control.state().systems[0]?.vnics).toHaveLength(4);
});
