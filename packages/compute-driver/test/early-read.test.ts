import { parseWorld } from '@powervm-sriov/powervm-simulator';
import { consolePath, type Transport } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import { changeDevices, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import type { Host } from '../src/index.ts';
import { latch } from './latch.ts';
import { macOf, noSignal, simulatedHost, vnicRequest } from './simulated-host.ts';

test('a vNIC that a read shows before the answer of its creation comes is counted on its ports, once', async () => {
  const creation = lateAnswer('PUT');
  const { host, partition } = await simulatedHost({ through: creation.through });
  const lpar1 = partition('lpar1');
  const before = total(usedOn(host));

  const plugging = pvmSriovDriver.plug(host, { partition: lpar1, vnic: vnicRequest() }, noSignal);
  await Promise.race([creation.done, plugging]);
  const uri = consolePath(`/rest/api/uom/LogicalPartition/${lpar1}/VirtualNICDedicated/any`);
  host.upkeep.take({ kind: 'change', change: 'modified', uri, details: [] });
  await host.freshen(lpar1, 'without-gap', noSignal);
  expect(host.snapshot().vnics, 'the read has shown it').toHaveLength(1);

  creation.answer();
  await plugging;
  expect(total(usedOn(host)) - before).toBe(vnicRequest().redundancy);
});

interface Removal {
  readonly method: 'DELETE' | 'POST';
  readonly remove: (host: Host, vnic: VnicSnapshot) => Promise<unknown>;
}

const removals: readonly [string, Removal][] = [
  [
    'vNIC',
    {
      method: 'DELETE',
      remove: (host, { partitionUuid: partition, mac }) =>
        pvmSriovDriver.unplug(host, { partition, mac }, noSignal),
    },
  ],
  [
    'backing device',
    {
      method: 'POST',
      remove: (host, { partitionUuid: partition, mac, devices }) => {
        const steps = devices.slice(0, 1).map((device) => ({ kind: 'remove', device }) as const);
        return changeDevices(host, { partition, mac, steps }, noSignal);
      },
    },
  ],
];

test.each(removals)(
  'a port that a read shows without a %s before the answer of its removal comes is not counted as freer than it is',
  async (_, { method, remove }) => {
    const removal = lateAnswer(method);
    const { host, open, partition } = await simulatedHost({
      world: twoGuests,
      backingDeviceChange: 'rest',
      through: removal.through,
    });
    const [lpar1, lpar2] = [partition('lpar1'), partition('lpar2')];
    const staying = await plugOnEveryPort(host, lpar2, 2);
    const vnic = await plugOnEveryPort(host, lpar1, 1);

    const removing = remove(host, vnic);
    await Promise.race([removal.done, removing]);
    host.expireSystem();
    await host.freshen(lpar2, 'without-gap', noSignal);
    const left = usedOn(await open());
    expect(usedOn(host), 'the read has shown it').toEqual(left);

    const views: Use[] = [];
    removal.onLater(() => views.push(usedOn(host)));
    removal.answer();
    await removing;
    views.push(usedOn(host));
    expect(views.flatMap((view) => freerThan(left, view))).toEqual([]);
    await host.freshen(lpar2, 'without-gap', noSignal);
    expect(usedOn(host), 'by the next decision it is as a newcomer reads it').toEqual(left);
    await remove(host, staying);
    expect(usedOn(host), 'what no read overlaps is counted at once').toEqual(usedOn(await open()));
  },
);

const twoGuests = parseWorld(
  `
name: two-guests
systems:
  - name: two-guests
    adapters: [{ preset: roce-2-port, count: 2, slot: P1-C8, label: prod_net }]
    vioses: [{ name: vios1 }, { name: vios2 }]
    partitions: [{ name: lpar, count: 2 }]
`,
  'two-guests',
);

async function plugOnEveryPort(host: Host, partition: PartitionUuid, index: number): Promise<VnicSnapshot> {
  const request = vnicRequest({ mac: macOf(index), redundancy: 4 });
  return (await pvmSriovDriver.plug(host, { partition, vnic: request }, noSignal)).vnic;
}

/** Logical ports, by the location of their physical port. */
type Use = Readonly<Record<string, number>>;

function usedOn(host: Host): Use {
  const ports = host.snapshot().adapters.flatMap((adapter) => adapter.ports);
  return Object.fromEntries(
    ports.map(({ location, configuredLogicalPorts = 0 }) => [location, configuredLogicalPorts]),
  );
}

/** The ports on which the view counts too few. */
function freerThan(truth: Use, view: Use): readonly string[] {
  return Object.keys(truth).filter((port) => (view[port] ?? 0) < (truth[port] ?? 0));
}

function total(used: Use): number {
  return Object.values(used).reduce((sum, count) => sum + count, 0);
}

/** The console executes such a request for a vNIC at once, and its answer waits until it is let go. */
function lateAnswer(method: 'PUT' | 'POST' | 'DELETE') {
  const [executed, released] = [latch(), latch()];
  let onLater = (): void => undefined;
  const through = (road: Transport): Transport => {
    return async (request, signal) => {
      onLater();
      const answer = await road(request, signal);
      if (request.method !== method || !request.path.includes('/VirtualNICDedicated')) return answer;
      executed.resolve();
      await released.promise;
      return answer;
    };
  };
  return {
    through,
    done: executed.promise,
    answer: released.resolve,
    /** At each request from now on. */
    onLater(act: () => void) {
      onLater = act;
    },
  };
}
