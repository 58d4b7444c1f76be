import type { NewPartition } from '@powervm-sriov/pypowervm-ts';
import type { PartitionSpec, ProcessorSpec } from '../records/partition-record.ts';

/** The document that a spec asks for. The partition never starts with its system: a fenced host must come up empty. */
export function partitionOfSpec({
  name,
  type,
  memory,
  processors,
  maximumVirtualSlots,
}: PartitionSpec): NewPartition {
  return {
    partitionName: name,
    partitionType: type,
    ioConfiguration: { maximumVirtualSlots },
    memory: {
      minimumMemory: memory.minimum,
      desiredMemory: memory.desired,
      maximumMemory: memory.maximum,
    },
    processors: processorsOf(processors),
    autoStart: false,
  };
}

function processorsOf(processors: ProcessorSpec): NewPartition['processors'] {
  switch (processors.kind) {
    case 'dedicated': {
      const { minimum, desired, maximum } = processors.count;
      return {
        dedicated: { minimumProcessors: minimum, desiredProcessors: desired, maximumProcessors: maximum },
        hasDedicatedProcessors: true,
        sharingMode: 'sre idle proces',
      };
    }
    case 'shared': {
      const { virtual, units, uncappedWeight } = processors;
      return {
        hasDedicatedProcessors: false,
        shared: {
          minimumProcessingUnits: units.minimum,
          desiredProcessingUnits: units.desired,
          maximumProcessingUnits: units.maximum,
          minimumVirtualProcessors: virtual.minimum,
          desiredVirtualProcessors: virtual.desired,
          maximumVirtualProcessors: virtual.maximum,
          sharedProcessorPoolId: 0,
          uncappedWeight: uncappedWeight ?? 0,
        },
        sharingMode: uncappedWeight === undefined ? 'capped' : 'uncapped',
      };
    }
  }
}
