import type { PartitionSettings } from '../../platform/create-partition.ts';
import { dedicatedProcessors } from '../../platform/dedicated-processors.ts';
import type { LogicalPartition, PartitionBase } from '../../platform/platform-state.ts';
import { childOf, descendantOf, type SimElement } from '../../xml/sim-element.ts';
import { RestRefusal } from '../rest-refusal.ts';
import {
  given,
  needDecimal,
  needNumber,
  readBoolean,
  readDecimal,
  readNumber,
  readText,
} from './read-values.ts';

/** What a client says of a partition that it makes or changes; nothing else in its document is looked at. */
export function readPartitionSettings(element: SimElement): PartitionSettings {
  const io = childOf(element, 'PartitionIOConfiguration');
  return given({
    name: readText(element, 'PartitionName'),
    memory: readMemory(element),
    processors: readProcessors(element),
    maximumVirtualSlots: io && readNumber(io, 'MaximumVirtualIOSlots'),
    pendingCompatibilityMode: readText(element, 'PendingProcessorCompatibilityMode'),
    profileSync: readProfileSync(element),
    autoStart: readBoolean(element, 'AutoStart'),
    simplifiedRemoteRestartCapable: readBoolean(element, 'SimplifiedRemoteRestartCapable'),
  });
}

/** What is given at creation only. A client names the UUID as the object's id or as a property (pypowervm logical_partition.py [R]). */
export function readPartitionIdentity(element: SimElement) {
  return given({
    uuid: readUuid(element),
    id: readNumber(element, 'PartitionID'),
    type: readType(element),
  });
}

function readUuid(element: SimElement): string | undefined {
  const atomId = descendantOf(element, 'Metadata', 'Atom', 'AtomID')?.text;
  const text = readText(element, 'PartitionUUID') ?? (atomId || undefined);
  if (text === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  throw new RestRefusal(400, `PartitionUUID ${JSON.stringify(text)} is no UUID.`);
}

function readMemory(element: SimElement): PartitionBase['memory'] | undefined {
  const memory = childOf(element, 'PartitionMemoryConfiguration');
  if (memory === undefined) return undefined;
  const desired = needNumber(memory, 'DesiredMemory');
  return {
    minimum: readNumber(memory, 'MinimumMemory') ?? desired,
    desired,
    maximum: readNumber(memory, 'MaximumMemory') ?? desired,
  };
}

function readProcessors(element: SimElement): PartitionBase['processors'] | undefined {
  const processors = childOf(element, 'PartitionProcessorConfiguration');
  if (processors === undefined) return undefined;
  const dedicated = readBoolean(processors, 'HasDedicatedProcessors') === true;
  const sharingMode = readText(processors, 'SharingMode');
  const name = dedicated ? 'DedicatedProcessorConfiguration' : 'SharedProcessorConfiguration';
  const part = childOf(processors, name);
  if (part === undefined) throw new RestRefusal(400, `PartitionProcessorConfiguration lacks ${name}.`);
  return dedicated ? readDedicated(part, sharingMode) : readShared(part, sharingMode);
}

function readShared(part: SimElement, sharingMode = 'uncapped'): PartitionBase['processors'] {
  const units = needDecimal(part, 'DesiredProcessingUnits');
  const virtual = needNumber(part, 'DesiredVirtualProcessors');
  return {
    dedicated: false,
    minimumUnits: readDecimal(part, 'MinimumProcessingUnits') ?? units,
    desiredUnits: units,
    maximumUnits: readDecimal(part, 'MaximumProcessingUnits') ?? units,
    minimumVirtual: readNumber(part, 'MinimumVirtualProcessors') ?? virtual,
    desiredVirtual: virtual,
    maximumVirtual: readNumber(part, 'MaximumVirtualProcessors') ?? virtual,
    sharingMode,
    uncappedWeight: readNumber(part, 'UncappedWeight') ?? 0,
  };
}

function readDedicated(part: SimElement, sharingMode = 'sre idle proces'): PartitionBase['processors'] {
  const desired = needNumber(part, 'DesiredProcessors');
  const minimum = readNumber(part, 'MinimumProcessors') ?? desired;
  return dedicatedProcessors(
    { minimum, desired, maximum: readNumber(part, 'MaximumProcessors') ?? desired },
    sharingMode,
  );
}

function readType(element: SimElement): LogicalPartition['type'] | undefined {
  const text = readText(element, 'PartitionType');
  if (text === undefined || text === 'AIX/Linux' || text === 'OS400') return text;
  throw new RestRefusal(400, `PartitionType ${JSON.stringify(text)} is not AIX/Linux or OS400.`);
}

function readProfileSync(element: SimElement): LogicalPartition['profileSync'] | undefined {
  const text = readText(element, 'CurrentProfileSync');
  if (text === undefined || text === 'On' || text === 'Disabled' || text === 'Suspend') return text;
  throw new RestRefusal(400, `CurrentProfileSync ${JSON.stringify(text)} is not On, Disabled or Suspend.`);
}
