import {
  confirmColdMigration,
  createPartition,
  deletePartition,
  drainHost,
  evacuate,
  migrateCold,
  migrateLive,
  type PartitionSpec,
  planDrain,
  plugVifs,
  reconcile,
  revertColdMigration,
  unplugVifs,
} from '@powervm-sriov/compute-driver';
import {
  type MacAddress,
  type PartitionUuid,
  parseLocationCode,
  parseMacAddress,
  parsePartitionUuid,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortBinding } from '@powervm-sriov/vif-drivers';
import { noSignal, type Sides } from './open-sides.ts';
import { recover } from './recover.ts';

/** One operation on a partition, begun to end, as its caller asks for it. */
export type Work = (sides: Sides, partition: PartitionUuid) => Promise<unknown>;

/** Everything in the middle of which a process is killed. */
export const works = {
  plug: ({ left }, partition) => plugVifs(left, { partition, bindings: bothBindings }, noSignal),
  unplug: ({ left }, partition) => unplugVifs(left, { partition, macs: bothMacs }, noSignal),
  heal: async ({ left }) => {
    const { proposals } = await reconcile(left, {}, noSignal);
    const plans = proposals.map(({ id }) => id);
    const { acts } = await reconcile(left, { policy: { kind: 'approve', plans } }, noSignal);
    for (const { error } of acts) if (error !== undefined) throw error;
  },
  drain: async ({ left }) => {
    const { id: plan } = await planDrain(left, { place: drained }, noSignal);
    const { failed } = await drainHost(left, { place: drained, plan }, noSignal);
    if (failed !== undefined) throw failed.error;
  },
  'live migration': (sides, partition) => migrateLive(there(sides), { partition }, noSignal),
  'cold migration, confirmed': async (sides, partition) => {
    const { id } = await migrateCold(there(sides), { partition }, noSignal);
    await confirmColdMigration(sides.left, id, noSignal);
  },
  'cold migration, reverted': async (sides, partition) => {
    const { id } = await migrateCold(there(sides), { partition }, noSignal);
    await revertColdMigration(there(sides), id, noSignal);
  },
  evacuation: ({ left, right }, partition) =>
    evacuate(right, { source: left.host.system, partition, fencing: statement }, noSignal),
  'partition creation': ({ left }) => createPartition(left, { spec, uuid: ours }, noSignal),
  'partition deletion': ({ left }, partition) => deletePartition(left, partition, noSignal),
  recovery: async (sides) => {
    await recover(sides, false);
    await recover(sides, false);
  },
  'recovery and healing': async (sides) => {
    await recover(sides, true);
    await recover(sides, true);
  },
} satisfies Record<string, Work>;

export type WorkName = keyof typeof works;

/** From left to right. */
function there({ left: source, right: target }: Sides) {
  return { source, target };
}

function macOf(index: number): MacAddress {
  return parseMacAddress(`fa163e${index.toString(16).padStart(6, '0')}`);
}

export function bindingOf(index: number): PortBinding {
  return {
    vifType: 'pvm_sriov',
    vnicType: 'direct',
    portId: `port-${index}`,
    mac: macOf(index),
    vlan: parseVlanId(100 + index),
    network: 'prod_net',
    redundancy: 2,
    capacity: undefined,
    maxCapacity: undefined,
    pciSlot: undefined,
  };
}

const bothBindings = [bindingOf(1), bindingOf(2)];
const bothMacs = [macOf(1), macOf(2)];

/** The adapter of the left system that is lost, or drained. */
export const sick = 'U78D3.001.WZS0001-P1-C8';
export const drained = { kind: 'adapter', location: parseLocationCode(sick) } as const;

const statement = { kind: 'statement', by: 'root', text: 'its power cords are out' } as const;

/** The partition that is created here, and can be built again elsewhere. */
export const ours = parsePartitionUuid('089FFB20-5D19-4A8C-BB80-13650627D985');

export const spec: PartitionSpec = {
  name: 'ours',
  type: 'AIX/Linux',
  memory: { minimum: 1024, desired: 2048, maximum: 4096 },
  processors: {
    kind: 'shared',
    virtual: { minimum: 1, desired: 2, maximum: 4 },
    units: { minimum: 0.1, desired: 0.5, maximum: 2 },
    uncappedWeight: 128,
  },
  maximumVirtualSlots: 64,
  managementNetwork: true,
};
