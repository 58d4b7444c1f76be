import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseWorld, VirtualClock } from '@powervm-sriov/powervm-simulator';
import { parseVlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { countPool } from '@powervm-sriov/sriov-core';
import { describe, expect, test } from 'vitest';
import {
  type ComputeHost,
  createResourceReporter,
  getPortMappings,
  HostError,
  type PciDevice,
  type ResourceReport,
  type VnicRecord,
} from '../src/index.ts';
import { type SimulatedComputeHost, simulatedComputeHost } from './simulated-compute-host.ts';
import { fourPlaces, macOf, noSignal, vnicRequest } from './simulated-host.ts';

const hostname = 'compute-1';

describe('what a host reports to Nova', () => {
  test('are the figures of the system, and a device for each vNIC that fits, without a request', async () => {
    const { compute, simulator, requests } = await simulatedComputeHost({ world: 'small' });
    const reporter = createResourceReporter(compute, { hostname });
    simulator.control.resetCounters();

    const report = await reporter.getAvailableResource(noSignal);

    expect(requests()).toEqual({});
    expect(report.pool).toEqual({ state: 'current' });
    expect(report.problems).toEqual([]);
    expect(report.resource).toMatchObject({
      hypervisor_type: 'phyp',
      hypervisor_version: 8,
      hypervisor_hostname: hostname,
      supported_instances: [
        ['ppc64', 'phyp', 'hvm'],
        ['ppc64le', 'phyp', 'hvm'],
      ],
    });
    const { resource } = report;
    expect(resource.memory_mb).toBeGreaterThan(resource.memory_mb_used);
    expect(resource.memory_mb_used).toBeGreaterThan(0);
    expect(resource.vcpus).toBeGreaterThanOrEqual(resource.vcpus_used);
    expect(countsOf(report)).toEqual(promiseOf(compute));
    expect(new Set(devicesOf(report).map(({ address }) => address)).size).toBe(devicesOf(report).length);
  });

  test('a large host is counted bit by bit: other work has its turn, and the figures are those of one go', async () => {
    const world = parseWorld(
      `
name: large
systems:
  - name: large
    adapters: [{ preset: cx-2-port-100g, count: 4, slot: P1-C1, label: prod_net }]
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }]
`,
      'large',
    );
    const { compute } = await simulatedComputeHost({ world });
    const reporter = createResourceReporter(compute, { hostname });
    const counting = await turnsDuring(() => reporter.getAvailableResource(noSignal));
    const telling = await turnsDuring(() => reporter.getAvailableResource(noSignal));
    expect(counting.turns - telling.turns).toBeGreaterThanOrEqual(2);
    expect(countsOf(counting.result)).toEqual({ prod_net: 240 });
    expect(countsOf(telling.result)).toEqual(promiseOf(compute));
  });

  test('a claimed device keeps its place: a plug under a claim changes nothing in the list', async () => {
    const { compute, partition } = await simulatedComputeHost({ world: 'small' });
    const reporter = createResourceReporter(compute, { hostname });
    const before = devicesOf(await reporter.getAvailableResource(noSignal));
    const claimed = before.findLast(({ label }) => label === 'prod_net')?.address;

    await plug(compute, partition('lpar1'), { index: 1, pciSlot: claimed });

    const after = devicesOf(await reporter.getAvailableResource(noSignal));
    expect(after).toEqual(before);
  });

  test('what others take away leaves from the top, but never below a claim that is recorded', async () => {
    const { compute, partition } = await simulatedComputeHost({ world: fourPlaces });
    const reporter = createResourceReporter(compute, { hostname });
    const before = ofNetwork(await reporter.getAvailableResource(noSignal), 'prod_net');
    await plug(compute, partition('lpar1'), { index: 1, pciSlot: before[2] });

    for (let index = 10; index < before.length + 9; index += 1) {
      await plug(compute, partition('lpar1'), { index, pciSlot: undefined });
    }

    expect(promiseOf(compute).prod_net).toBe(0);
    expect(ofNetwork(await reporter.getAvailableResource(noSignal), 'prod_net')).toEqual(before.slice(0, 3));
  });

  test('the last good figures stand in while a VIOS starts, for as long as that takes at most', async () => {
    const clock = new VirtualClock();
    const { compute, simulator } = await simulatedComputeHost({ world: 'small', clock });
    const reporter = createResourceReporter(compute, { hostname, patience: 90_000 });
    const good = await reporter.getAvailableResource(noSignal);
    for (const { name } of compute.host.snapshot().vioses) simulator.control.setRmc(name, 'inactive');
    await compute.host.refresh(noSignal);

    const during = await reporter.getAvailableResource(noSignal);
    expect(devicesOf(during)).toEqual(devicesOf(good));
    expect(during.pool).toMatchObject({
      state: 'last-good',
      why: expect.stringContaining('with RMC inactive'),
    });

    await compute.host.session.clock.sleep(90_001, noSignal);
    await compute.host.refresh(noSignal);
    const later = await reporter.getAvailableResource(noSignal);
    expect(later.pool).toEqual({ state: 'current' });
    expect(devicesOf(later)).toEqual([]);
  });

  test('nothing better known than a starting host says that it is not settled', async () => {
    const { compute, simulator } = await simulatedComputeHost({ world: 'small' });
    for (const { name } of compute.host.snapshot().vioses) simulator.control.setRmc(name, 'inactive');
    await compute.host.refresh(noSignal);
    const report = await createResourceReporter(compute, { hostname }).getAvailableResource(noSignal);
    expect(report.pool).toMatchObject({ state: 'unsettled' });
  });

  test('while the console is away the last good figures stand, with their age', async () => {
    const { compute } = await simulatedComputeHost({ world: 'small' });
    const reporter = createResourceReporter(compute, { hostname });
    const good = await reporter.getAvailableResource(noSignal);
    compute.host.upkeep.take({ kind: 'resync', why: 'POLL_FAILED' });
    await compute.host.session.clock.sleep(5_000, noSignal);

    const during = await reporter.getAvailableResource(noSignal);
    expect(during.resource).toEqual(good.resource);
    expect(during.pool).toMatchObject({ state: 'last-good', why: expect.stringContaining('POLL_FAILED') });
    expect(during.pool.state === 'last-good' && during.pool.age).toBeGreaterThanOrEqual(5_000);
  });

  test('what is plugged while a VIOS starts takes from the last good figures, and adds nothing to them', async () => {
    const { compute, simulator, partition } = await simulatedComputeHost({ world: 'small' });
    const reporter = createResourceReporter(compute, { hostname });
    const good = devicesOf(await reporter.getAvailableResource(noSignal));
    await plug(compute, partition('lpar1'), { index: 1, pciSlot: good[0]?.address });
    for (const { name } of compute.host.snapshot().vioses) simulator.control.setRmc(name, 'inactive');
    await compute.host.refresh(noSignal);

    const during = await reporter.getAvailableResource(noSignal);
    expect(during.pool).toMatchObject({ state: 'last-good' });
    expect(devicesOf(during)).toEqual(good);
  });

  test('while the records cannot be read the last good figures stand, and the reason with them', async () => {
    const { compute } = await simulatedComputeHost({ world: 'small' });
    let failure: Error | undefined;
    const { vnics } = compute.records;
    const list: typeof vnics.list = async (filter, signal) => {
      if (failure !== undefined) throw failure;
      return await vnics.list(filter, signal);
    };
    const records = { ...compute.records, vnics: { ...vnics, list } };
    const reporter = createResourceReporter({ ...compute, records }, { hostname });
    failure = new HostError('STORE_DAMAGED', 'the record store is damaged');
    await expect(reporter.getAvailableResource(noSignal)).rejects.toBe(failure);

    failure = undefined;
    const good = await reporter.getAvailableResource(noSignal);
    failure = new HostError('STORE_FAILED', 'the record store cannot be used');
    const during = await reporter.getAvailableResource(noSignal);
    expect(during.resource).toEqual(good.resource);
    expect(during.pool).toMatchObject({ state: 'last-good', why: failure.message });
  });

  test('of two networks that Nova could not tell apart no address is given twice', async () => {
    // Found by trying names: both have the id b14f.
    const world = parseWorld(
      `
name: twins
systems:
  - name: twins
    adapters:
      - { preset: roce-2-port, count: 2, slot: P1-C8, ports: [{ label: net-160 }, { label: net-297 }] }
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }]
`,
      'twins',
    );
    const { compute } = await simulatedComputeHost({ world });
    const report = await createResourceReporter(compute, { hostname }).getAvailableResource(noSignal);
    const addresses = devicesOf(report).map(({ address }) => address);
    expect(addresses.length).toBeGreaterThan(0);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(report.problems).toEqual([
      expect.stringMatching(/networks net-160 and net-297 have the same product id/),
    ]);
  });

  test('advertised, each virtual function of each port is a device, the ninth of a port too', async () => {
    const { compute } = await simulatedComputeHost({ world: 'small' });
    const report = await createResourceReporter(compute, {
      hostname,
      mode: 'advertised',
    }).getAvailableResource(noSignal);
    const ports = compute.host.snapshot().adapters.flatMap((adapter) => adapter.ports);
    const room = ports.reduce((sum, { configuredMaxLogicalPorts = 0 }) => sum + configuredMaxLogicalPorts, 0);
    expect(devicesOf(report)).toHaveLength(room);
    expect(devicesOf(report).some(({ address }) => /:01\.0$/.test(address))).toBe(true);
  });

  test('the ports of each network, for Neutron', async () => {
    const { compute } = await simulatedComputeHost({ world: 'small' });
    const snapshot = compute.host.snapshot();
    const mappings = getPortMappings(snapshot);
    const labelled = snapshot.adapters
      .flatMap(({ ports }) => ports)
      .filter(({ label }) => label === 'prod_net');
    expect(mappings.prod_net).toEqual(labelled.map(({ location }) => location));
    expect(labelled.length).toBeGreaterThan(1);
  });
});

async function plug(
  compute: ComputeHost,
  partition: ReturnType<SimulatedComputeHost['partition']>,
  { index, pciSlot }: { readonly index: number; readonly pciSlot: string | undefined },
): Promise<void> {
  const vnic = vnicRequest({ mac: macOf(index) });
  await compute.registry.driverOf('pvm_sriov').plug(compute.host, { partition, vnic }, noSignal);
  const record: VnicRecord = {
    system: compute.host.system,
    partition,
    mac: vnic.mac,
    state: 'plugged',
    network: vnic.network,
    vlan: parseVlanId(118),
    shape: compute.shape,
    slot: undefined,
    priorities: [],
    instance: undefined,
    portId: undefined,
    pciSlot,
    askedBy: 'nova',
    changedAt: '',
  };
  await compute.records.vnics.put([record], noSignal);
}

/** Of the event loop, while the work goes on. */
async function turnsDuring<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly turns: number }> {
  let turns = 0;
  let isDone = false;
  const result = work().finally(() => {
    isDone = true;
  });
  for (; !isDone; turns += 1) await nextTurn();
  return { result: await result, turns };
}

function devicesOf({ resource }: ResourceReport): readonly PciDevice[] {
  return JSON.parse(resource.pci_passthrough_devices) as readonly PciDevice[];
}

function ofNetwork(report: ResourceReport, network: string): readonly string[] {
  return devicesOf(report).flatMap(({ label, address }) => (label === network ? [address] : []));
}

function countsOf(report: ResourceReport): Readonly<Record<string, number>> {
  const networks = devicesOf(report).map(({ label }) => label);
  return Object.fromEntries(
    [...new Set(networks)].map((each) => [each, networks.filter((one) => one === each).length]),
  );
}

/** What the planner says that fits. */
function promiseOf({ host, shape }: ComputeHost): Readonly<Record<string, number>> {
  const { networks } = countPool({ snapshot: host.snapshot(), shape, reservations: [] });
  return Object.fromEntries(networks.map((each) => [each.network, each.placeable]));
}
