import type { LogicalPartition } from '@powervm-sriov/pypowervm-ts';
import type { PartitionSpec, ProcessorSpec, Range } from '../records/partition-record.ts';

/** In what a partition is not what the spec says, one line each. What it owns beside is not compared. */
export function compareSpec(spec: PartitionSpec, shown: LogicalPartition): readonly string[] {
  const { memory, ioConfiguration } = shown;
  const found = new Map<string, string | undefined>([
    ['name', shown.partitionName],
    ['type', shown.partitionType],
    ['memory in MB', spellFigures([memory.minimumMemory, memory.desiredMemory, memory.maximumMemory])],
    ['processors', spellShown(shown.processors)],
    ['maximum of virtual slots', String(ioConfiguration.maximumVirtualSlots)],
  ]);
  return spellSpec(spec).flatMap(([what, wanted]) =>
    !found.has(what) || wanted === found.get(what)
      ? []
      : [`${what}: ${wanted} is asked for, ${found.get(what) ?? 'nothing'} is there`],
  );
}

/** In what a partition is asked for otherwise than before, one line each. */
export function compareSpecs(before: PartitionSpec, now: PartitionSpec): readonly string[] {
  const earlier = spellSpec(before);
  return spellSpec(now).flatMap(([what, wanted], at) => {
    const was = earlier[at]?.[1];
    return wanted === was ? [] : [`${what}: ${wanted} is asked for, ${was} was before`];
  });
}

function spellSpec(spec: PartitionSpec): readonly (readonly [what: string, figures: string])[] {
  const { name, type, memory, processors, maximumVirtualSlots, managementNetwork } = spec;
  return [
    ['name', name],
    ['type', type],
    ['memory in MB', spellRange(memory)],
    ['processors', spellProcessors(processors)],
    ['maximum of virtual slots', String(maximumVirtualSlots)],
    ['management network', managementNetwork === false ? 'none' : 'one'],
  ];
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
