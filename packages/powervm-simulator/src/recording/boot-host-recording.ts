import { type PartitionUuid, sameUuid, type ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { uuidFrom } from '../platform/make-identity.ts';
import type { LogicalPartition, ManagedSystem, PlatformState } from '../platform/platform-state.ts';
import type { Personality } from '../world/build-state.ts';
import { childrenOf, descendantOf, type SimElement, textOf } from '../xml/sim-element.ts';
import { accountLogicalPorts } from './account-logical-ports.ts';
import { accountResources } from './account-resources.ts';
import { bootSystem } from './boot-system.ts';
import type { BootedRecording } from './booted-recording.ts';
import { recordedMaster } from './overlay-recorded-system.ts';
import { readRecordedLogicalPort } from './read-recorded-logical-port.ts';
import { readRecordedNetworkAdapter, readRecordedSwitch } from './read-recorded-network.ts';
import { readRecordedPartition, readRecordedVios } from './read-recorded-partition.ts';
import { readRecordedVnic } from './read-recorded-vnic.ts';
import { type RecordedHost, type RecordedObject, recordedHost } from './recorded-host.ts';
import { adapterNotes } from './recorded-notes.ts';

/** The digital twin of a host that was recorded whole: nothing in it is invented unless a note says so. */
export function bootHostRecording(
  root: SimElement,
  options: { readonly personality?: Personality } = {},
): BootedRecording {
  const host = recordedHost(root);
  const { element } = host.system;
  const { state, system } = bootSystem(element, {
    personality: options.personality ?? host.console,
    given: { master: masterOf(element) },
  });
  system.vioses = host.vioses.map(readRecordedVios);
  system.partitions = host.partitions.map((partition) => readPartitionWhole(host, partition));
  if (host.virtualSwitches.length > 0) system.virtualSwitches = host.virtualSwitches.map(readRecordedSwitch);
  system.logicalPorts = readLogicalPorts(host, system);
  assignSlots(system, element);
  accountResources(system, element);
  overlayConsole(state, host.consoles[0]);
  // Every recording makes names of its own for what comes next, the twin of a twin too.
  state.identity.seed = uuidFrom(state.identity.seed, JSON.stringify(root));
  const notes = accountLogicalPorts(system, state.identity.seed);
  return { state, notes: [...notes, ...system.adapters.flatMap(adapterNotes), assumption] };
}

const assumption =
  'Assumed: what documents do not tell, such as limits and by which way backing devices change, is as in world small.';

/** `none` where the document names no master; `console` where its schema does not tell of masters yet. */
function masterOf(element: SimElement): Personality | 'console' | 'none' {
  const told = textOf(element, 'IsPowerVMManagementMaster') !== undefined;
  return recordedMaster(element) ?? (told ? 'none' : 'console');
}

function readPartitionWhole(host: RecordedHost, recorded: RecordedObject): LogicalPartition {
  const below = (type: string): readonly RecordedObject[] => host.below(recorded.uuid, type);
  return {
    ...readRecordedPartition(recorded),
    vnics: below('VirtualNICDedicated').map(readRecordedVnic),
    clientNetworkAdapters: below('ClientNetworkAdapter').map(readRecordedNetworkAdapter),
  };
}

function readLogicalPorts(host: RecordedHost, { vioses, partitions }: ManagedSystem) {
  const owners: readonly (PartitionUuid | ViosUuid)[] = [...vioses, ...partitions].map(({ uuid }) => uuid);
  return owners.flatMap((owner) =>
    host.below(owner, 'SRIOVEthernetLogicalPort').map((recorded) => readRecordedLogicalPort(recorded, owner)),
  );
}

/** Who holds the slot of a dedicated card stands with the I/O slots. */
function assignSlots(system: ManagedSystem, element: SimElement): void {
  const slots = descendantOf(element, 'AssociatedSystemIOConfiguration', 'IOSlots');
  const owners = new Map(
    (slots === undefined ? [] : childrenOf(slots, 'IOSlot')).map((slot) => [
      Number(textOf(slot, 'SlotDynamicReconfigurationConnectorIndex')),
      textOf(slot, 'PartitionUUID'),
    ]),
  );
  for (const adapter of system.adapters) {
    const uuid = owners.get(adapter.drcIndex);
    if (uuid === undefined) continue;
    const owner = [...system.vioses, ...system.partitions].find((each) => sameUuid(each.uuid, uuid));
    if (owner !== undefined) adapter.slotOwner = owner.uuid;
  }
}

function overlayConsole({ console }: PlatformState, recorded: RecordedObject | undefined): void {
  if (recorded === undefined) return;
  console.uuid = recorded.uuid;
  console.name = textOf(recorded.element, 'ManagementConsoleName') ?? console.name;
  const level = descendantOf(recorded.element, 'VersionInfo');
  const told = (name: string): string => (level && textOf(level, name)) ?? '';
  const version = told('Version');
  console.level =
    version === '' ? undefined : { version, release: told('Release'), servicePack: told('ServicePackName') };
}
