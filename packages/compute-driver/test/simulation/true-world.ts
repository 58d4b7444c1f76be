import type { Simulator, TrueState } from '@powervm-sriov/powervm-simulator';
import {
  type MacAddress,
  type PartitionUuid,
  parseMacAddress,
  parsePartitionUuid,
  parseSystemUuid,
  type SystemUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';

type TrueSystem = TrueState['systems'][number];

export interface TruePartition {
  readonly system: SystemUuid;
  readonly uuid: PartitionUuid;
  readonly name: string;
  readonly state: string;
  readonly migrationState: string;
}

export interface TrueVnic {
  readonly uuid: string;
  readonly system: SystemUuid;
  readonly partition: PartitionUuid;
  readonly mac: MacAddress;
  readonly slot: number;
  readonly vlan: number;
  readonly devices: TrueSystem['vnics'][number]['backingDevices'];
}

/** What the platform truly has, whatever anybody was told. */
export function trueVnics({ control }: Simulator): readonly TrueVnic[] {
  return control.state().systems.flatMap((system) =>
    system.vnics.map(({ uuid, partition, mac, slot, portVlanId, backingDevices }) => ({
      uuid,
      system: parseSystemUuid(system.uuid),
      partition: uuidOf(system, partition),
      mac: parseMacAddress(mac),
      slot,
      vlan: portVlanId,
      devices: backingDevices,
    })),
  );
}

/** A partition on its way is on both systems. */
export function truePartitions({ control }: Simulator): readonly TruePartition[] {
  return control.state().systems.flatMap((system) =>
    system.partitions.map(({ uuid, name, state, migrationState }) => ({
      system: parseSystemUuid(system.uuid),
      uuid: parsePartitionUuid(uuid),
      name,
      state,
      migrationState,
    })),
  );
}

/** A device of a partition that is off works when it boots. */
export function worksTruly({ status }: TrueVnic['devices'][number]): boolean {
  return status === 'OPERATIONAL' || status === 'POWERED_OFF';
}

function uuidOf({ partitions }: TrueSystem, name: string): PartitionUuid {
  const found = partitions.find((partition) => partition.name === name);
  if (found === undefined) throw new Error(`no partition is called ${name}`);
  return parsePartitionUuid(found.uuid);
}
