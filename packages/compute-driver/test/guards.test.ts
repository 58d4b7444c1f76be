import { parseWorld } from '@powervm-sriov/powervm-simulator';
import {
  capacityOf,
  parseFailoverPriority,
  parseLocationCode,
  parsePortLabel,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { describe, expect, test } from 'vitest';
import {
  diffLabels,
  labelPorts,
  memoryCordonStore,
  memoryRecordStore,
  openHost,
  openManagedHosts,
  setPort,
} from '../src/index.ts';
import { noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

const card = 'U78D3.001.WZS0001-P1-C8';
const port = parseLocationCode(`${card}-T1`);
const vnic = vnicRequest();

describe('settings of a port', () => {
  test('change with one POST of the system, and once', async () => {
    const { host, requests, simulator } = await simulatedHost();
    const settings = { mtu: 'E_9000', switchMode: 'Vepa', maxLogicalPorts: 8 } as const;
    simulator.control.resetCounters();
    expect(await setPort(host, { port, settings }, noSignal)).toBe('changed');
    expect(await setPort(host, { port, settings }, noSignal)).toBe('same');
    expect(requests()).toMatchObject({ 'POST /rest/api/uom/ManagedSystem/{id}': 1 });
    const now = host.snapshot().adapters.flatMap(({ ports }) => ports)[0];
    expect(now).toMatchObject({
      location: port,
      mtu: 'E_9000',
      switchMode: 'Vepa',
      configuredMaxLogicalPorts: 8,
    });
  });

  test('of one in use stay, with its users named, unless forced; a sublabel harms nobody', async () => {
    const { host, partition, simulator } = await simulatedHost();
    await pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic }, noSignal);
    const before = simulator.control.state();
    const change = { port, settings: { switchMode: 'Vepa' } } as const;
    await expect(setPort(host, change, noSignal)).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: `port ${port} keeps its settings: it is used by vNIC fa:16:3e:0e:f6:ec of partition lpar1; unplug or move them first, or force the change`,
    });
    expect(simulator.control.state()).toEqual(before);
    const sublabel = { port, settings: { sublabel: parsePortLabel('rack 7') } };
    expect(await setPort(host, sublabel, noSignal)).toBe('changed');
    expect(await setPort(host, { ...change, force: true }, noSignal)).toBe('changed');
  });

  test('and its label stay, too, while a vNIC is on its way there', async () => {
    const { host } = await simulatedHost();
    const [viosUuid] = host.snapshot().vioses.map(({ uuid }) => uuid);
    const { adapterId, portId } = host.snapshot().adapters.flatMap(({ ports }) => ports)[0] ?? {};
    if (viosUuid === undefined || adapterId === undefined || portId === undefined)
      throw new Error('the host has a port and a VIOS');
    const device = { portLocation: port, adapterId, portId, viosUuid, priority: parseFailoverPriority(1) };
    host.reserve({ mac: vnic.mac, devices: [{ ...device, capacity: capacityOf(200) }] });
    const used = {
      code: 'PORT_IN_USE',
      message: expect.stringContaining('vNIC fa:16:3e:0e:f6:ec on its way there;'),
    };
    await expect(setPort(host, { port, settings: { switchMode: 'Vepa' } }, noSignal)).rejects.toMatchObject(
      used,
    );
    const labels = [{ port, label: parsePortLabel('other_net') }];
    await expect(labelPorts(host, { labels }, noSignal)).rejects.toMatchObject(used);
    expect(await labelPorts(host, { labels, force: true }, noSignal)).toEqual([port]);
  });

  test.each([
    [0, 'it has 1 now and supports 60; choose from 1 to 60'],
    [61, 'it has 1 now and supports 60; choose from 1 to 60'],
  ])('%i logical ports are beyond the limits, also by force', async (maxLogicalPorts, message) => {
    const { host, partition } = await simulatedHost();
    await pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic }, noSignal);
    const change = { port, settings: { maxLogicalPorts }, force: true };
    await expect(setPort(host, change, noSignal)).rejects.toMatchObject({
      code: 'PORT_SETTING_INVALID',
      message: expect.stringContaining(message),
    });
  });
});

test('a file of labels is compared with the host, applied, and then there is nothing to do', async () => {
  const { host, partition } = await simulatedHost();
  await pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic }, noSignal);
  const [prod, lab] = [parsePortLabel('prod_net'), parsePortLabel('lab')];
  const [same, nowhere] = [parseLocationCode(`${card}-T2`), parseLocationCode(`${card}-T9`)];
  const file = [
    { port, label: lab },
    { port: same, label: prod },
    { port: nowhere, label: lab },
  ];
  const diff = diffLabels(host.snapshot(), file);
  expect(diff).toEqual({
    changes: [{ port, label: lab, was: 'prod_net', vnics: ['vNIC fa:16:3e:0e:f6:ec of partition lpar1'] }],
    same: [same],
    unknown: [nowhere],
    unlisted: ['T1', 'T2'].map((each) => ({ port: `U78D3.001.WZS0001-P1-C9-${each}`, label: 'prod_net' })),
  });
  await labelPorts(host, { labels: diff.changes, force: true }, noSignal);
  await host.refresh(noSignal);
  expect(diffLabels(host.snapshot(), file)).toMatchObject({ changes: [], same: [port, same] });
});

describe('maintenance marks', () => {
  test('nothing new is placed where one is, and they outlive the client', async () => {
    const { host: first, partition } = await simulatedHost();
    const cordons = memoryCordonStore();
    const open = () => openHost({ session: first.session, cordons }, noSignal);
    const host = await open();
    const [vios] = host.snapshot().vioses;
    if (vios === undefined) throw new Error('the world has VIOSes');
    const marks: readonly Cordon[] = [
      { kind: 'adapter', location: parseLocationCode(card), note: 'anna: firmware' },
      { kind: 'vios', uuid: vios.uuid, note: 'anna: update' },
    ];
    for (const mark of marks) await host.cordon(mark, noSignal);

    const again = await open();
    expect(again.cordons()).toEqual(marks);
    const target = { partition: partition('lpar1'), vnic };
    const { vnic: plugged } = await pvmSriovDriver.plug(again, target, noSignal);
    expect(new Set(plugged.devices.map(({ adapterId }) => adapterId)).size).toBe(1);
    expect(plugged.devices.map(({ viosUuid }) => viosUuid)).not.toContain(vios.uuid);

    await again.uncordon({ kind: 'adapter', location: parseLocationCode(card) }, noSignal);
    expect((await open()).cordons()).toEqual(marks.slice(1));
  });

  test('a host in maintenance takes no new vNIC, and says who marked it', async () => {
    const { host, simulator, partition } = await simulatedHost();
    await host.cordon({ kind: 'host', note: 'anna: moving house' }, noSignal);
    const before = simulator.control.state();
    await expect(
      pvmSriovDriver.plug(host, { partition: partition('lpar1'), vnic }, noSignal),
    ).rejects.toMatchObject({
      code: 'PLACEMENT_INFEASIBLE',
      message: expect.stringContaining('anna: moving house'),
    });
    expect(simulator.control.state()).toEqual(before);
  });

  test('plans and pools leave the place out, as plugging does', async () => {
    const { host: first, partition } = await simulatedHost();
    const { name } = first.snapshot().system;
    const target = { partition: partition('lpar1'), mac: vnic.mac };
    const records = memoryRecordStore();
    const { cordons } = records;
    const openAll = () => openManagedHosts({ session: first.session, records });
    const shape = { redundancy: 2, redundancyPolicy: 'strict' } as const;
    expect(await openAll().countPool(name, { shape }, noSignal)).toMatchObject({
      networks: [{ network: 'prod_net', placeable: 120 }],
    });

    const host = await openHost({ session: first.session, cordons }, noSignal);
    await host.cordon({ kind: 'adapter', location: parseLocationCode(card), note: 'anna' }, noSignal);
    const hosts = openAll();
    expect(await hosts.countPool(name, { shape }, noSignal)).toMatchObject({
      networks: [{ network: 'prod_net', placeable: 60 }],
    });
    const plan = await hosts.planVnic(name, vnic, noSignal);
    if (!plan.feasible) throw new Error('the other card has two ports');
    const { vnic: plugged } = await hosts.plugVnic(name, { ...target, vnic }, noSignal);
    expect(new Set(plugged.devices.map(({ adapterId }) => adapterId))).toEqual(
      new Set(plan.devices.map(({ adapterId }) => adapterId)),
    );
    const change = { kind: 'redundancy', redundancy: 3 } as const;
    const grown = await hosts.planDevices(name, { ...target, network: 'prod_net', change }, noSignal);
    expect(grown).toMatchObject({ feasible: false, obstacle: { kind: 'no-place' } });
  });

  test('a mark that cannot be kept is not made', async () => {
    const { host: first } = await simulatedHost();
    const cordons = { read: async () => [], write: () => Promise.reject(new Error('disk full')) };
    const host = await openHost({ session: first.session, cordons }, noSignal);
    await expect(host.cordon({ kind: 'host', note: 'x' }, noSignal)).rejects.toThrow('disk full');
    expect(host.cordons()).toEqual([]);
  });
});

describe('a profile that does not follow', () => {
  const world = parseWorld(
    `
name: profiles
systems:
  - name: profiles
    adapters: [{ preset: roce-2-port, count: 2, slot: P1-C8, label: prod_net }]
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: kept }, { name: forgetful, profileSync: Disabled }]
`,
    'profiles',
  );

  test.each([
    ['hmc', 'forgetful', ['PROFILE_NOT_SYNCHRONISED']],
    ['hmc', 'kept', []],
    ['novalink', 'forgetful', []],
  ] as const)('behind a %s console, partition %s: %j', async (personality, name, codes) => {
    const { host, partition } = await simulatedHost({ world, personality });
    const target = { partition: partition(name), vnic };
    const { warnings } = await pvmSriovDriver.plug(host, target, noSignal);
    expect(warnings.map(({ code }) => code)).toEqual(codes);
    for (const { message } of warnings) {
      expect(message).toContain(`of partition ${name} is gone at the next activation from the profile`);
      expect(message).toContain("profile synchronisation is 'Disabled'");
    }
    const silent = await openHost({ session: host.session, checkProfiles: false }, noSignal);
    expect(await pvmSriovDriver.plug(silent, target, noSignal)).toMatchObject({
      outcome: 'present',
      warnings: [],
    });
  });
});
