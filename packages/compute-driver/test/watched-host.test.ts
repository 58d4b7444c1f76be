import { parseWorld } from '@powervm-sriov/powervm-simulator';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import { openHost } from '../src/index.ts';
import { contentOf, noSignal, simulatedHost, vnicRequest, vnicsPath } from './simulated-host.ts';

const vnic = vnicRequest();
const cable = 'U78D3.001.WZS0001-P1-C8-T1';

describe.each(['novalink', 'hmc'] as const)('behind a %s console', (personality) => {
  describe.each(['full', 'recorded'] as const)('whose events are %s', (events) => {
    const world = smallWorld(events);

    test('a plug is one request and an unplug is one, also after their echo in the events', async () => {
      const { host, simulator, partition, watch, quiet, requests } = await simulatedHost({
        world,
        personality,
      });
      await watch();
      simulator.control.resetCounters();
      for (const name of ['lpar1', 'lpar2', 'lpar1', 'lpar2']) {
        const target = { partition: partition(name), mac: vnic.mac };
        await pvmSriovDriver.plug(host, { ...target, vnic }, noSignal);
        await quiet();
        await pvmSriovDriver.unplug(host, target, noSignal);
        await quiet();
      }
      expect(requests()).toEqual({
        [`PUT ${vnicsPath[personality]}`]: 4,
        [`DELETE ${vnicsPath[personality]}/{id}`]: 4,
      });
    });

    test('what another client plugs is in the view: by its event, or by the next round', async () => {
      const { host, open, partition, watch, quiet } = await simulatedHost({ world, personality });
      await watch();
      const other = await open();
      const { version } = host.view();
      await pvmSriovDriver.plug(other, { partition: partition('lpar1'), vnic }, noSignal);
      await quiet();
      if (events === 'recorded') {
        expect(host.view()).toMatchObject({ version, gap: undefined });
        await host.upkeep.reread(0, noSignal);
      }
      expect(contentOf(host.snapshot())).toEqual(contentOf((await open()).snapshot()));
      expect(host.snapshot().vnics).toHaveLength(1);
    });

    test('a dead path is in the view after the next round, which costs nothing while all is as it was', async () => {
      const { host, simulator, partition, watch, quiet, requests } = await simulatedHost({
        world,
        personality,
      });
      await pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic }, noSignal);
      await watch();
      await host.upkeep.reread(4, noSignal);
      simulator.control.resetCounters();
      await host.upkeep.reread(4, noSignal);
      expect(Object.values(requests()).reduce((sum, count) => sum + count, 0)).toBe(4);
      expect(simulator.control.counters().bytesOut, 'only answers that nothing has changed').toBe(0);

      simulator.control.pullCable(cable);
      await quiet();
      await host.upkeep.reread(0, noSignal);
      const statuses = host.snapshot().vnics.flatMap(({ devices }) => devices.map(({ status }) => status));
      expect(statuses.toSorted()).toEqual(['LINK_DOWN', 'OPERATIONAL']);
    });
  });
});

test('reading an unchanged host again costs no byte', async () => {
  const { host, simulator, requests } = await simulatedHost();
  simulator.control.resetCounters();
  await host.refresh(noSignal);
  expect(requests()).toEqual({
    'GET /rest/api/uom/ManagedSystem/{id}': 1,
    'GET /rest/api/uom/ManagedSystem/{id}/VirtualIOServer': 1,
    'GET /rest/api/uom/ManagedSystem/{id}/LogicalPartition': 1,
    [`GET ${vnicsPath.novalink}`]: 2,
  });
  expect(simulator.control.counters().bytesOut).toBe(0);
});

test('nothing is removed from a view that missed events before it was read again', async () => {
  const { host, simulator, partition, watch, quiet, requests } = await simulatedHost();
  const target = { partition: partition('lpar1'), mac: vnic.mac };
  await pvmSriovDriver.plug(host, { ...target, vnic }, noSignal);
  await watch();
  simulator.control.inject({ match: { method: 'GET', path: '/ManagedSystem/' }, times: 1_000, fault: '412' });
  simulator.control.loseEvents();
  await quiet();
  expect(host.view().gap).toBe('MISSING_EVENTS');
  simulator.control.resetCounters();
  await expect(pvmSriovDriver.unplug(host, target, noSignal)).rejects.toThrow('412');
  expect(requests()).not.toHaveProperty([`DELETE ${vnicsPath.novalink}/{id}`]);

  simulator.control.clearFaults();
  expect(await pvmSriovDriver.unplug(host, target, noSignal)).toMatchObject({ outcome: 'removed' });
  await host.upkeep.catchUp(noSignal);
  expect(host.view().gap).toBeUndefined();
});

test('a console that is away leaves the last good view, marked as such; back again it is read', async () => {
  const { host, simulator, partition, watch, quiet, open } = await simulatedHost();
  await watch();
  const good = host.snapshot();
  simulator.control.inject({ match: { path: '/Event' }, times: 5, fault: 'drop-before' });
  simulator.control.loseEvents();
  await expect.poll(() => host.view()).toMatchObject({ snapshot: good, gap: 'POLL_FAILED' });

  await pvmSriovDriver.plug(await open(), { partition: partition('lpar1'), vnic }, noSignal);
  await expect.poll(() => host.view().gap).toBeUndefined();
  await quiet();
  expect(host.snapshot().vnics).toHaveLength(1);
});

test('one watch serves two systems of a console, and each reads only what is its own', async () => {
  const { host, simulator, open, partition, watch, quiet, requests } = await simulatedHost({
    world: 'pair',
    system: 'left-9009-42A',
  });
  const right = await openHost({ session: host.session, system: 'right-9009-42A' }, noSignal);
  await watch(host, right);
  const version = right.view().version;
  const other = await open();
  simulator.control.resetCounters();
  await pvmSriovDriver.plug(other, { partition: partition('guest1'), vnic }, noSignal);
  await quiet();
  expect(host.snapshot().vnics).toHaveLength(1);
  expect(right.view().version).toBe(version);
  expect(requests()).toEqual({
    [`PUT ${vnicsPath.hmc}`]: 1,
    'GET /rest/api/uom/ManagedSystem/{id}': 1,
    [`GET ${vnicsPath.hmc}`]: 1,
  });
});

function smallWorld(events: 'full' | 'recorded') {
  return parseWorld(
    `
name: small
switches: { events: ${events} }
systems:
  - name: small-9009-42A
    adapters: [{ preset: roce-2-port, count: 2, slot: P1-C8, label: prod_net }]
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }, { name: lpar2, state: not activated }]
`,
    'small',
  );
}
