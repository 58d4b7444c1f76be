import type { LogicalPartition } from '@powervm-sriov/pypowervm-ts';
import type { PartitionSpec, ProcessorSpec, Range } from '../records/partition-record.ts';

/** In what a partition is not what the spec says, one line each. What it owns beside is not compared. */
export function compareSpec(spec: PartitionSpec, shown: LogicalPartition): readonly string[] {
  const { memory, ioConfiguration } = shown;
  const facts: readonly Fact[] = [
    ['name', spec.name, shown.partitionName],
    ['type', spec.type, shown.partitionType],
    [
      'memory in MB',
      spellRange(spec.memory),
      spellFigures([memory.minimumMemory, memory.desiredMemory, memory.maximumMemory]),
    ],
    ['processors', spellProcessors(spec.processors), spellShown(shown.processors)],
    [
      'maximum of virtual slots',
      String(spec.maximumVirtualSlots),
      String(ioConfiguration.maximumVirtualSlots),
    ],
  ];
  return facts.flatMap(([what, wanted, found]) =>
    wanted === found ? [] : [`${what}: ${wanted} is asked for, ${found ?? 'nothing'} is there`],
  );
}

type Fact = readonly [what: string, wanted: string, found: string | undefined];

/** As {@link compareSpec}, of two specs. */
export function isSameSpec(left: PartitionSpec, right: PartitionSpec): boolean {
  return spellSpec(left) === spellSpec(right);
}

function spellSpec({
  name,
  type,
  memory,
  processors,
  maximumVirtualSlots,
  managementNetwork,
}: PartitionSpec) {
  const figures = [spellRange(memory), spellProcessors(processors), maximumVirtualSlots];
  return [name, type, ...figures, managementNetwork].join('\n');
}

function spellProcessors(processors: ProcessorSpec): string {
  switch (processors.kind) {
    case 'dedicated':
      return `${spellRange(processors.count)} dedicated`;
    case 'shared': {
      const { virtual, units, uncappedWeight } = processors;
      const sharing = uncappedWeight === undefined ? 'capped' : `uncapped with weight ${uncappedWeight}`;
      return `${spellRange(virtual)} virtual with ${spellRange(units)} units, ${sharing}`;
    }
  }
}

function spellShown({
  hasDedicatedProcessors,
  dedicated,
  shared,
  sharingMode,
}: LogicalPartition['processors']) {
  if (hasDedicatedProcessors === true) {
    const { minimumProcessors, desiredProcessors, maximumProcessors } = dedicated ?? {};
    return `${spellFigures([minimumProcessors, desiredProcessors, maximumProcessors])} dedicated`;
  }
  const virtual = [
    shared?.minimumVirtualProcessors,
    shared?.desiredVirtualProcessors,
    shared?.maximumVirtualProcessors,
  ];
  const units = [
    shared?.minimumProcessingUnits,
    shared?.desiredProcessingUnits,
    shared?.maximumProcessingUnits,
  ];
  const sharing = sharingMode === 'uncapped' ? `uncapped with weight ${shared?.uncappedWeight}` : 'capped';
  return `${spellFigures(virtual)} virtual with ${spellFigures(units)} units, ${sharing}`;
}

function spellRange({ minimum, desired, maximum }: Range): string {
  return spellFigures([minimum, desired, maximum]);
}

function spellFigures(figures: readonly (number | undefined)[]): string {
  return figures.join(' / ');
}
