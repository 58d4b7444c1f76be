import { checkMaster } from './check-writable.ts';
import { partitionOf, systemOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition } from './platform-state.ts';
import { touch } from './touch.ts';

/** Printable ASCII but for what consoles and shells take apart (pypowervm util.py [R]). */
const partitionName = /^[^\s()<>*$&?|[\]'"`][^()<>*$&?|[\]'"`]{0,30}$/;

/** The few properties of a partition that may change through its document. */
export function changePartition(
  platform: Platform,
  request: {
    readonly system: string;
    readonly partition: string;
    readonly name?: string;
    readonly profileSync?: LogicalPartition['profileSync'];
  },
): LogicalPartition {
  const system = systemOf(platform, request.system);
  const partition = partitionOf(system, request.partition);
  checkMaster(platform, system);
  const { name = partition.name, profileSync = partition.profileSync } = request;
  if (!partitionName.test(name)) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-NAME',
      `${JSON.stringify(name)} is no partition name: 1 to 31 characters, none of ()<>*$&?|[]'"\`.`,
    );
  }
  const namesake = [...system.partitions, ...system.vioses].find(
    (other) => other !== partition && other.name === name,
  );
  if (namesake !== undefined) {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-NAME-IN-USE',
      `Partition ${namesake.id} of ${system.name} is named ${name} already.`,
    );
  }
  Object.assign(partition, { name, profileSync });
  touch(partition);
  platform.announce({
    kind: 'MODIFY',
    path: ['LogicalPartition', partition.uuid],
    details: ['PartitionName', 'Other'],
  });
  return partition;
}
