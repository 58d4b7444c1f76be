import type { MachineTypeModelSerial, PartitionBase, VirtualSwitch } from '../platform/platform-state.ts';

/** What the partitions of one system share while they are built. */
export type PartitionSite = {
  readonly seed: string;
  readonly machine: MachineTypeModelSerial;
  readonly virtualSwitches: readonly VirtualSwitch[];
};

/** The figures of a small partition. */
export function smallPartition(): Pick<
  PartitionBase,
  'memory' | 'processors' | 'compatibilityMode' | 'pendingCompatibilityMode' | 'revision'
> {
  return {
    revision: 1,
    memory: { minimum: 2_048, desired: 4_096, maximum: 8_192 },
    processors: {
      dedicated: false,
      minimumUnits: 0.1,
      desiredUnits: 0.5,
      maximumUnits: 2,
      minimumVirtual: 1,
      desiredVirtual: 2,
      maximumVirtual: 4,
      sharingMode: 'uncapped',
      uncappedWeight: 128,
    },
    compatibilityMode: 'POWER9',
    pendingCompatibilityMode: 'default',
  };
}
