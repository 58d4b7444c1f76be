import {
  type MacAddress,
  type PartitionUuid,
  parseInstanceUuid,
  parseVlanId,
  partitionUuidOf,
  sameUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortBinding } from '@powervm-sriov/vif-drivers';
import { macOf } from '../../simulated-host.ts';
import type { AskedVnic } from '../oracle.ts';
import type { Simulation } from '../simulation.ts';
import { type TruePartition, truePartitions } from '../true-world.ts';

/** Partitions of the world that may be given vNICs, by UUID, wherever they are now. */
export function guestsOf({ simulator }: Simulation): readonly TruePartition[] {
  const seen = new Set<string>();
  return truePartitions(simulator)
    .toSorted((left, right) => (left.uuid < right.uuid ? -1 : 1))
    .filter(({ uuid, migrationState }) => {
      const isNew = !seen.has(uuid);
      seen.add(uuid);
      return isNew && migrationState !== 'Migration_Target';
    });
}

export function pickGuest(simulation: Simulation): TruePartition | undefined {
  const guests = guestsOf(simulation);
  return guests.length === 0 ? undefined : simulation.random.pick(guests);
}

/** Instances that come and go, and always get the same partition. */
export const instances = [1, 2, 3].map((number) => {
  const instance = `a000000${number}-0b8c-4f43-a2d1-8a9c4ee3f2d6`;
  return { number, instance, partition: partitionUuidOf(parseInstanceUuid(instance)) };
});

export function isInstance(partition: PartitionUuid): boolean {
  return instances.some((each) => sameUuid(each.partition, partition));
}

/** A few MAC addresses for each partition, so that they come again; and now and then another one's. */
export function pickMac({ random }: Simulation, { uuid }: TruePartition): MacAddress {
  const own = Number.parseInt(uuid.slice(0, 4), 16) * 8;
  return macOf(random.chance(0.02) ? random.below(64) : own + random.below(4));
}

export function pickBinding(simulation: Simulation, mac: MacAddress): PortBinding {
  const { random, oracle } = simulation;
  const known = oracle.expectations().find((each) => each.mac === mac && each.wanted === 'yes')?.asked;
  const isSame = known !== undefined && random.chance(0.8);
  return bindingOf(mac, isSame ? known : drawAsked(simulation));
}

export function bindingOf(mac: MacAddress, asked: AskedVnic): PortBinding {
  return {
    vifType: 'pvm_sriov',
    vnicType: 'direct',
    portId: `port-${mac}`,
    mac,
    vlan: parseVlanId(asked.vlan),
    network: asked.network,
    redundancy: asked.redundancy,
    capacity: undefined,
    maxCapacity: undefined,
    pciSlot: undefined,
  };
}

export function askedOf({ vlan, network, redundancy }: PortBinding): AskedVnic {
  return { vlan, network, redundancy };
}

function drawAsked({ random, temper }: Simulation): AskedVnic {
  const networks =
    temper.world === 'mixed' ? ['prod_net', 'prod_net', 'mgmt_net'] : ['prod_net', 'prod_net', 'backup_net'];
  return {
    vlan: random.between(101, 104),
    network: random.pick(networks),
    redundancy: random.pick([1, 2, 2, 2]),
  };
}
