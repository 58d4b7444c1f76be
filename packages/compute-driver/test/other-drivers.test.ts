import { watchEvents } from '@powervm-sriov/pypowervm-ts';
import {
  announceChanges,
  createVifRegistry,
  pvmSriovDriver,
  type VifDriver,
  VifError,
} from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import { noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

const vnic = vnicRequest();

describe('the registry is open', () => {
  /** Virtual Ethernet has no ports to plan: such a driver only refuses here, and shows that it was asked. */
  const virtualEthernet: VifDriver = {
    vifType: 'pvm_sea',
    plug: (host, { partition }) =>
      Promise.reject(
        new VifError(
          'PLATFORM_REFUSED',
          `no virtual switch on ${host.snapshot().system.name} for ${partition}`,
        ),
      ),
    unplug: () => Promise.resolve({ outcome: 'absent' }),
  };
  const registry = createVifRegistry([pvmSriovDriver, virtualEthernet]);

  test('each type is served by its own driver', async () => {
    const { host, simulator, partition } = await simulatedHost();
    const target = { partition: partition('lpar1'), vnic };
    expect(registry.vifTypes).toEqual(['pvm_sriov', 'pvm_sea']);
    await expect(registry.driverOf('pvm_sea').plug(host, target, noSignal)).rejects.toThrow(
      `no virtual switch on small-9009-42A for ${target.partition}`,
    );
    expect(simulator.control.state().systems[0]?.vnics).toEqual([]);
    await registry.driverOf('pvm_sriov').plug(host, target, noSignal);
    expect(simulator.control.state().systems[0]?.vnics).toHaveLength(1);
  });

  test('a type without a driver is refused by name, and no type has two', () => {
    expect(() => registry.driverOf('ovs')).toThrow(
      'vif_type "ovs" has no driver here; served: pvm_sriov, pvm_sea',
    );
    expect(() => createVifRegistry([pvmSriovDriver, announceChanges(pvmSriovDriver)])).toThrow(TypeError);
  });
});

describe('a driver that announces', () => {
  const announced = announceChanges(pvmSriovDriver);

  test('tells every listener what it did, in the words of nova-powervm, with one request more', async () => {
    const { host, simulator, partition } = await simulatedHost();
    const target = { partition: partition('lpar1'), mac: vnic.mac };
    const polls = watchEvents(host.session, { applicationId: 'c0ffee' }, noSignal);
    await polls.next();
    simulator.control.resetCounters();
    const { vnic: plugged } = await announced.plug(host, { ...target, vnic }, noSignal);
    expect(simulator.control.counters().requests).toMatchObject({
      'PUT /rest/api/uom/LogicalPartition/{id}/VirtualNICDedicated': 1,
      'PUT /rest/api/uom/Event': 1,
    });
    await announced.unplug(host, target, noSignal);
    await announced.unplug(host, target, noSignal);

    const { value = [] } = await polls.next();
    await polls.return();
    const data = `${host.session.origin}/rest/api/uom/LogicalPartition/${target.partition}/VirtualNICDedicated/${plugged.uuid}`;
    const told = value.filter(({ kind }) => kind === 'custom');
    expect(told).toEqual(
      ['plug', 'unplug'].map((action) => ({
        kind: 'custom',
        data,
        detail: `{"provider":"NOVA_PVM_VIF","action":"${action}","mac":"FA163E0EF6EC","type":"pvm_sriov"}`,
      })),
    );
  });

  test('is not stopped by an announcement that fails', async () => {
    const { host, simulator, partition } = await simulatedHost();
    simulator.control.inject({ match: { method: 'PUT', path: 'Event' }, times: 9, fault: '412' });
    const failures: unknown[] = [];
    const driver = announceChanges(pvmSriovDriver, (failure) => failures.push(failure));
    const target = { partition: partition('lpar1'), mac: vnic.mac };
    expect(await driver.plug(host, { ...target, vnic }, noSignal)).toMatchObject({ outcome: 'created' });
    expect(await driver.unplug(host, target, noSignal)).toMatchObject({ outcome: 'removed' });
    expect(failures).toMatchObject([{ code: 'CONFLICT_ETAG' }, { code: 'CONFLICT_ETAG' }]);
  });
});
