import { parseWorld } from '@powervm-sriov/powervm-simulator';
import { createVnic, virtualIoServerHref } from '@powervm-sriov/pypowervm-ts';
import {
  type Capacity,
  parseCapacityPercent,
  parseFailoverPriority,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, test } from 'vitest';
import { adoptVnics, plugVifs } from '../src/index.ts';
import { bindingOf, recordsOf, vnicsOn } from './attach-case.ts';
import { type SimulatedComputeHost, simulatedComputeHost } from './simulated-compute-host.ts';
import { macOf, noSignal } from './simulated-host.ts';

/** The first ports of both adapters are on one network, the second ones on another. */
const twoNetworks = parseWorld(
  `
name: two-networks
systems:
  - name: two-networks
    adapters:
      - { preset: roce-2-port, count: 2, slot: P1-C8, personality: MAX_MIN_CAPACITY, ports: [{ label: prod_net }, { label: backup_net }] }
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar1 }]
`,
  'two-networks',
);

test('a vNIC that others made is read back whole, in a dry run first, and is then as if asked for here', async () => {
  const simulated = await simulatedComputeHost({ world: twoNetworks });
  const { compute, simulator } = simulated;
  const partition = simulated.partition('lpar1');
  await makeByHand(simulated, { index: 1, ports: [0, 2] });
  const [four, fifty] = [parseCapacityPercent('4%'), parseCapacityPercent('50%')];
  await makeByHand(simulated, { index: 2, ports: [3], vlan: 7, capacity: four, maxCapacity: fifty });
  const before = simulator.control.state();
  const slots = vnicsOn(simulated).map(({ slot }) => slot);

  const tried = await adoptVnics(compute, { dryRun: true }, noSignal);
  expect(tried.map(({ kind }) => kind)).toEqual(['adoptable', 'adoptable']);
  expect(await recordsOf(compute)).toEqual([]);

  const adopted = await adoptVnics(compute, { partition }, noSignal);
  expect(adopted).toMatchObject([
    {
      kind: 'adopted',
      record: {
        mac: macOf(1),
        state: 'plugged',
        network: 'prod_net',
        vlan: 118,
        shape: { redundancy: 2, redundancyPolicy: 'strict', capacity: undefined, maxCapacity: undefined },
        slot: slots[0],
        priorities: [10, 20],
        askedBy: 'adopted by nova',
      },
    },
    {
      kind: 'adopted',
      record: {
        mac: macOf(2),
        network: 'backup_net',
        vlan: 7,
        shape: { redundancy: 1, capacity: four, maxCapacity: fifty },
        slot: slots[1],
        priorities: [10],
      },
    },
  ]);
  expect(tried.map(recordOf)).toEqual(adopted.map(recordOf));
  expect(await adoptVnics(compute, {}, noSignal), 'a second time there is nothing to adopt').toEqual([]);

  const again = await plugVifs(compute, { partition, bindings: [bindingOf(1)] }, noSignal);
  expect(again).toMatchObject([
    { result: { outcome: 'present' }, record: { portId: 'port-1', slot: slots[0] } },
  ]);
  expect(simulator.control.state()).toEqual(before);
});

test('what a record could not describe is refused with the reason, and so is what is asked for in vain', async () => {
  const simulated = await simulatedComputeHost({ world: twoNetworks });
  const { compute } = simulated;
  const partition = simulated.partition('lpar1');
  await makeByHand(simulated, { index: 1, ports: [0] });
  await makeByHand(simulated, { index: 2, ports: [0, 3] });
  await makeByHand(simulated, { index: 3, ports: [2], vlan: 0, allowed: 'ALL' });
  await adoptVnics(compute, { macs: [macOf(1)] }, noSignal);

  const macs = [macOf(1), macOf(2), macOf(3), macOf(9)];
  expect(await adoptVnics(compute, { macs }, noSignal)).toEqual([
    { kind: 'refused', mac: macOf(9), partition: undefined, reasons: ['no such vNIC is there'] },
    { kind: 'refused', mac: macOf(1), partition, reasons: ['it has a record already'] },
    {
      kind: 'refused',
      mac: macOf(2),
      partition,
      reasons: ['its ports are on different networks: prod_net, backup_net'],
    },
    {
      kind: 'refused',
      mac: macOf(3),
      partition,
      reasons: [
        'its operating system may use VLANs ALL; close that first (NONE)',
        'its operating system may use MAC addresses ALL; close that first (NONE)',
      ],
    },
  ]);
  expect(await recordsOf(compute)).toEqual([`${macOf(1)} plugged`]);
});

function recordOf(adoption: Awaited<ReturnType<typeof adoptVnics>>[number]) {
  return 'record' in adoption ? adoption.record : adoption;
}

interface HandMade {
  readonly index: number;
  /** Of all ports of the host, in order. */
  readonly ports: readonly number[];
  readonly vlan?: number;
  readonly capacity?: Capacity;
  readonly maxCapacity?: Capacity;
  readonly allowed?: 'ALL' | 'NONE';
}

/** As somebody at the console would, who knows nothing of records. */
async function makeByHand({ compute, partition }: SimulatedComputeHost, made: HandMade): Promise<void> {
  const { session, system } = compute.host;
  const { adapters, vioses } = compute.host.snapshot();
  const all = adapters.flatMap((adapter) => adapter.ports);
  const { allowed = 'NONE' } = made;
  await createVnic(
    session,
    partition('lpar1'),
    {
      details: {
        portVlanId: parseVlanId(made.vlan ?? 118),
        allowedVlanIds: allowed,
        macAddress: macOf(made.index),
        allowedOperatingSystemMacAddresses: allowed,
      },
      backingDevices: made.ports.map((number, rank) => {
        const [port, vios] = [all[number], vioses[rank]];
        if (port?.adapterId === undefined || vios === undefined) throw new Error('no such port or VIOS');
        return {
          deviceType: 'SRIOV',
          virtualIoServer: virtualIoServerHref(session, system, vios.uuid),
          failOverPriority: parseFailoverPriority(10 * (rank + 1)),
          sriovAdapterId: port.adapterId,
          physicalPortId: port.portId,
          currentCapacity: made.capacity,
          maxCapacity: made.maxCapacity,
        };
      }),
    },
    noSignal,
  );
}
