import { parseWorld, type World } from '@powervm-sriov/powervm-simulator';
import { capacityOf, parseLocationCode, parsePortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicRequest } from '@powervm-sriov/sriov-core';
import { parsePortBinding, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import { labelPorts, openHost, setAdapterMode } from '../src/index.ts';
import {
  fourPlaces,
  macOf,
  noSignal,
  type SimulatedHost,
  simulatedHost,
  vnicRequest,
} from './simulated-host.ts';

type Control = SimulatedHost['simulator']['control'];

interface Refusal {
  readonly what: string;
  readonly world?: string | World;
  readonly request?: Partial<VnicRequest>;
  readonly prepare?: (control: Control) => void;
  readonly code: string;
  /** What the message says after naming the vNIC and its partition. */
  readonly message: string;
}

const card = 'U78D3.001.WZS0001-P1';
const ports = ['C8-T1', 'C8-T2', 'C9-T1', 'C9-T2'].map((port) => `${card}-${port}`);

const refusals: readonly Refusal[] = [
  {
    what: 'an unknown label',
    request: { network: 'prod_nte' },
    code: 'PLACEMENT_INFEASIBLE',
    message:
      "cannot be placed: no port is labelled 'prod_nte'; the host has ports on 'prod_net' only; label the ports that are cabled to it, or ask for a network of the host",
  },
  {
    what: 'links that are down',
    prepare: ({ pullCable }) => ports.forEach(pullCable),
    code: 'PLACEMENT_INFEASIBLE',
    message: `network 'prod_net' has 4 ports, and none can take one more device (${ports.join(', ')}: its link is down)`,
  },
  {
    what: 'too few links that are up',
    prepare: ({ pullCable }) => ports.slice(1).forEach(pullCable),
    code: 'PLACEMENT_INFEASIBLE',
    message: `(${ports.slice(1).join(', ')}: its link is down)`,
  },
  {
    what: 'a capacity between the steps of the granularity',
    request: { capacity: capacityOf(150) },
    code: 'PLACEMENT_INFEASIBLE',
    message: '1.5% is not a multiple of its granularity 1.0%; it takes 1.0% or 2.0%',
  },
  {
    what: 'seven VFs',
    request: { redundancy: 7 },
    code: 'PLACEMENT_INFEASIBLE',
    message: 'a vNIC has 1 to 6 backing devices, not 7; ask for a redundancy from 1 to 6',
  },
  {
    what: 'RMC down',
    prepare: ({ setRmc }) => setRmc('lpar1', 'inactive'),
    code: 'PARTITION_NOT_READY',
    message:
      "runs and its RMC connection is 'inactive': a live change needs it active; mend its management network",
  },
  {
    what: 'no VIOS',
    prepare: ({ stopVios }) => ['vios1', 'vios2'].forEach(stopVios),
    code: 'PLACEMENT_INFEASIBLE',
    message: "none of its 2 VIOSes can serve a vNIC (vios1, vios2: is not running (state 'not activated'))",
  },
  {
    what: 'HMC is master',
    world: parseWorld(
      'name: comanaged\nsystems: [{ name: comanaged, master: hmc, partitions: [{ name: lpar1 }] }]',
      'comanaged',
    ),
    code: 'NOT_MASTER',
    message:
      'system comanaged cannot be changed through this console: another one is its management master; use that one',
  },
];

describe('a plug that cannot be is refused, says why and what to do, and changes nothing', () => {
  test.each(refusals)('$what', async ({ world = 'small', request, prepare, code, message }) => {
    const { host, simulator, partition } = await simulatedHost({ world });
    prepare?.(simulator.control);
    await host.refresh(noSignal);
    const before = simulator.control.state();
    const plug = pvmSriovDriver.plug(
      host,
      { partition: partition('lpar1'), vnic: vnicRequest(request) },
      noSignal,
    );
    await expect(plug).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(simulator.control.state()).toEqual(before);
    expect(host.reservations()).toEqual([]);
  });

  test('VLAN 5000, before anything is asked of the host', () => {
    const vif = {
      type: 'pvm_sriov',
      vnic_type: 'direct',
      address: 'fa:16:3e:0e:f6:ec',
      details: { vlan: '5000', physical_network: 'prod_net' },
    };
    expect(() => parsePortBinding(vif)).toThrow('details.vlan is "5000": expected 0 (untagged) or 2 to 4094');
  });

  test('a MAC that another client gave away since the host was read: the platform says no, nothing is left', async () => {
    const { host, open, simulator, partition } = await simulatedHost();
    const other = await open();
    await pvmSriovDriver.plug(other, { partition: partition('lpar2'), vnic: vnicRequest() }, noSignal);
    const before = simulator.control.state();
    const plug = pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic: vnicRequest() }, noSignal);
    await expect(plug).rejects.toMatchObject({
      code: 'PLATFORM_REFUSED',
      message: expect.stringMatching(
        /^vNIC fa:16:3e:0e:f6:ec of partition lpar1 was not created: .*SIM-MAC-IN-USE/,
      ),
    });
    expect(simulator.control.state()).toEqual(before);
    expect(host.reservations()).toEqual([]);
  });

  test('room that another client took since the host was read is planned around', async () => {
    const { host, open, simulator, partition } = await simulatedHost({ world: fourPlaces });
    const other = await open();
    for (const mac of [1, 2, 3].map(macOf)) {
      await pvmSriovDriver.plug(
        other,
        { partition: partition('lpar1'), vnic: vnicRequest({ mac }) },
        noSignal,
      );
    }
    const target = { partition: partition('lpar1'), vnic: vnicRequest() };
    expect(await pvmSriovDriver.plug(host, target, noSignal)).toMatchObject({ outcome: 'created' });
    expect(simulator.control.state().systems[0]?.vnics).toHaveLength(4);
  });
});

describe('a host operation that cannot be is refused', () => {
  const label = parsePortLabel('other_net');

  test('relabelling a port that backs a vNIC, unless forced', async () => {
    const { host, simulator, partition } = await simulatedHost();
    await pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic: vnicRequest() }, noSignal);
    const used = parseLocationCode(`${card}-C8-T1`);
    const before = simulator.control.state();
    await expect(labelPorts(host, { labels: [{ port: used, label }] }, noSignal)).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `port ${used} keeps its label 'prod_net': it steers vNIC fa:16:3e:0e:f6:ec of partition lpar1; unplug or move them first, or force the change`,
    });
    expect(simulator.control.state()).toEqual(before);
    expect(await labelPorts(host, { labels: [{ port: used, label }], force: true }, noSignal)).toEqual([
      used,
    ]);
  });

  test('an unknown port, an unknown adapter, an adapter in use', async () => {
    const { host, partition } = await simulatedHost();
    const nowhere = parseLocationCode('U78D3.001.WZS0001-P9-C1-T1');
    await expect(labelPorts(host, { labels: [{ port: nowhere, label }] }, noSignal)).rejects.toMatchObject({
      code: 'PORT_UNKNOWN',
    });
    await expect(setAdapterMode(host, { adapter: nowhere, mode: 'Sriov' }, noSignal)).rejects.toMatchObject({
      code: 'ADAPTER_UNKNOWN',
      message: expect.stringContaining(`it has: ${card}-C8, ${card}-C9`),
    });
    await pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic: vnicRequest() }, noSignal);
    const used = parseLocationCode(`${card}-C8`);
    await expect(setAdapterMode(host, { adapter: used, mode: 'Dedicated' }, noSignal)).rejects.toMatchObject({
      code: 'ADAPTER_IN_USE',
      message: expect.stringContaining('it has 1 logical port (vNIC fa:16:3e:0e:f6:ec of partition lpar1)'),
    });
  });

  test('a console with several systems, and none named', async () => {
    const { host, simulator } = await simulatedHost({ world: 'pair', system: 'left-9009-42A' });
    const names = simulator.systems;
    expect(names).toHaveLength(2);
    await expect(openHost({ session: host.session }, noSignal)).rejects.toMatchObject({
      code: 'SYSTEM_UNKNOWN',
      message: expect.stringContaining(`the console manages 2 systems; name one of them: ${names[0]}`),
    });
  });
});
