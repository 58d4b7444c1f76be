import { parsePartitionUuid, parseViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { dedicatedProcessors } from '../platform/dedicated-processors.ts';
import type { LogicalPartition, PartitionBase, VirtualIoServer } from '../platform/platform-state.ts';
import { smallPartition } from '../world/small-partition.ts';
import { descendantOf, type SimElement } from '../xml/sim-element.ts';
import type { RecordedObject } from './recorded-host.ts';
import { recordedValues } from './recorded-values.ts';

/** A partition as recorded, still without its adapters. */
export function readRecordedPartition({ uuid, element }: RecordedObject): LogicalPartition {
  const { text, flag } = recordedValues(element);
  return {
    ...readBase(element),
    uuid: parsePartitionUuid(uuid),
    type: text('PartitionType') as LogicalPartition['type'],
    migrationState: text('MigrationState', 'Not_Migrating'),
    remoteRestartCapable: flag('RemoteRestartCapable'),
    osResponsive: true,
    hasOpenVterm: false,
    simplifiedRemoteRestartCapable: flag('SimplifiedRemoteRestartCapable'),
    vnics: [],
    clientNetworkAdapters: [],
  };
}

export function readRecordedVios({ uuid, element }: RecordedObject): VirtualIoServer {
  const { text, flag } = recordedValues(element);
  return {
    ...readBase(element),
    uuid: parseViosUuid(uuid),
    autoStart: text('AutoStart', 'true') === 'true',
    isManagementPartition: flag('IsManagementPartition'),
    isVnicCapable: flag('IsVNICCapable'),
    vnicFailoverCapable: flag('VNICFailOverCapable'),
    isMoverServicePartition: flag('MoverServicePartition'),
  };
}

function readBase(element: SimElement): PartitionBase {
  const { text, number, flag } = recordedValues(element);
  const small = smallPartition();
  return {
    ...small,
    id: number('PartitionID'),
    name: text('PartitionName'),
    state: text('PartitionState', 'not activated') as PartitionBase['state'],
    rmc: text('ResourceMonitoringControlState', 'unknown') as PartitionBase['rmc'],
    ioDlparCapable: within(element, 'PartitionCapabilities').flag('DynamicLogicalPartitionIOCapable'),
    maximumVirtualSlots: within(element, 'PartitionIOConfiguration').number('MaximumVirtualIOSlots', 64),
    autoStart: flag('AutoStart'),
    profileSync: text('CurrentProfileSync', 'On') as PartitionBase['profileSync'],
    operatingSystem: text('OperatingSystemVersion', 'Unknown'),
    compatibilityMode: text('CurrentProcessorCompatibilityMode', small.compatibilityMode),
    pendingCompatibilityMode: text('PendingProcessorCompatibilityMode', small.pendingCompatibilityMode),
    memory: readMemory(element, small.memory),
    processors: readProcessors(element, small.processors),
  };
}

function readMemory(element: SimElement, otherwise: PartitionBase['memory']): PartitionBase['memory'] {
  const { number } = within(element, 'PartitionMemoryConfiguration');
  return {
    minimum: number('MinimumMemory', otherwise.minimum),
    desired: number('DesiredMemory', otherwise.desired),
    maximum: number('MaximumMemory', otherwise.maximum),
  };
}

function readProcessors(
  element: SimElement,
  otherwise: PartitionBase['processors'],
): PartitionBase['processors'] {
  const processors = within(element, 'PartitionProcessorConfiguration');
  const shared = within(element, 'PartitionProcessorConfiguration', 'SharedProcessorConfiguration');
  const own = within(element, 'PartitionProcessorConfiguration', 'DedicatedProcessorConfiguration');
  const sharingMode = processors.text('SharingMode', otherwise.sharingMode);
  if (processors.flag('HasDedicatedProcessors')) {
    const count = (which: string, fallback: number) => own.number(`${which}Processors`, fallback);
    const minimum = count('Minimum', otherwise.minimumVirtual);
    const desired = count('Desired', otherwise.desiredVirtual);
    return dedicatedProcessors(
      { minimum, desired, maximum: count('Maximum', otherwise.maximumVirtual) },
      sharingMode,
    );
  }
  return {
    dedicated: false,
    minimumUnits: shared.number('MinimumProcessingUnits', otherwise.minimumUnits),
    desiredUnits: shared.number('DesiredProcessingUnits', otherwise.desiredUnits),
    maximumUnits: shared.number('MaximumProcessingUnits', otherwise.maximumUnits),
    minimumVirtual: shared.number('MinimumVirtualProcessors', otherwise.minimumVirtual),
    desiredVirtual: shared.number('DesiredVirtualProcessors', otherwise.desiredVirtual),
    maximumVirtual: shared.number('MaximumVirtualProcessors', otherwise.maximumVirtual),
    sharingMode,
    uncappedWeight: shared.number('UncappedWeight', otherwise.uncappedWeight),
  };
}

/** The values of a part; of one that was not recorded nothing but the fallbacks. */
function within(element: SimElement, ...path: readonly string[]) {
  const empty: SimElement = { ...element, children: [], text: '' };
  return recordedValues(descendantOf(element, ...path) ?? empty);
}
