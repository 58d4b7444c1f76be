import { parseLocationCode, parseSriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { switchPort } from '../platform/change-physical-port.ts';
import type {
  LogicalPartition,
  PhysicalPort,
  SriovAdapter,
  VirtualIoServer,
} from '../platform/platform-state.ts';
import { setPortLink } from '../platform/set-cable.ts';
import { type AdapterPreset, adapterPresets } from './adapter-presets.ts';
import { InvalidWorld } from './invalid-world.ts';
import { makePort } from './make-port.ts';
import type { WorldAdapter, WorldSystem } from './world-schema.ts';

/** DRC indexes of recorded slots and logical ports begin here (sys_with_sriov.txt [R]). */
const firstSlotIndex = 0x2101_0010;
const firstLogicalPortIndex = 0x2700_4000;

/** The cards of a system in the order of its file; ids count from 1. */
export function buildAdapters(
  system: WorldSystem,
  partitions: readonly (VirtualIoServer | LogicalPartition)[],
): SriovAdapter[] {
  const cards = system.adapters.flatMap((given) =>
    Array.from({ length: given.count }, (_, offset) => ({ given, offset })),
  );
  const adapters = cards.map(({ given, offset }, index) =>
    buildAdapter(given, {
      id: index + 1,
      location: `${system.unit}-${slotBehind(given.slot ?? `P1-C${index + 1 - offset}`, offset)}`,
      owner: ownerNamed(given, partitions),
    }),
  );
  refuseSharedSlots(system.name, adapters);
  return adapters;
}

function buildAdapter(
  given: WorldAdapter,
  place: { id: number; location: string; owner: VirtualIoServer | LogicalPartition | undefined },
): SriovAdapter {
  const preset: AdapterPreset = adapterPresets[given.preset];
  if (given.ports.length > preset.ports.length) {
    throw new InvalidWorld(
      `The card at ${place.location} has ${preset.ports.length} ports (${given.preset}); the file tells of ${given.ports.length}.`,
    );
  }
  return {
    drcIndex: firstSlotIndex + place.id,
    description: preset.description,
    location: parseLocationCode(place.location),
    mode: given.mode,
    state: given.mode === 'Dedicated' ? 'NotConfigured' : given.state,
    sriovAdapterId: parseSriovAdapterId(place.id),
    personality: given.personality ?? preset.personality,
    maximumLogicalPorts: preset.logicalPorts,
    maximumHugeDmaLogicalPorts: 0,
    logicalPortBase: firstLogicalPortIndex + (place.id - 1) * 0x1000,
    ...(place.owner === undefined ? {} : { slotOwner: place.owner.uuid }),
    ports: preset.ports.map((port, portId) =>
      customizePort(makePort(port, { adapter: place.location, portId }), given, portId),
    ),
  };
}

function customizePort(port: PhysicalPort, { label, ports }: WorldAdapter, portId: number): PhysicalPort {
  const given = ports[portId];
  if (given === undefined) return { ...port, label };
  const customized: PhysicalPort = {
    ...port,
    label: given.label ?? label,
    subLabel: given.subLabel ?? '',
    configuredMtu: given.mtu,
    configuredMaxEthernetLogicalPorts: given.maxLogicalPorts ?? port.configuredMaxEthernetLogicalPorts,
  };
  switchPort(customized, given.switchMode);
  setPortLink(customized, given.link === 'up');
  return customized;
}

function slotBehind(slot: string, offset: number): string {
  return slot.replace(/\d+$/, (first) => String(Number(first) + offset));
}

function ownerNamed(
  { owner, preset }: WorldAdapter,
  partitions: readonly (VirtualIoServer | LogicalPartition)[],
): VirtualIoServer | LogicalPartition | undefined {
  if (owner === undefined) return undefined;
  const named = partitions.find((partition) => partition.name === owner);
  if (named === undefined)
    throw new InvalidWorld(`A card ${preset} names the owner ${owner}, who is not there.`);
  return named;
}

function refuseSharedSlots(system: string, adapters: readonly SriovAdapter[]): void {
  const seen = new Set<string>();
  for (const { location } of adapters) {
    if (seen.has(location)) throw new InvalidWorld(`System ${system} has two cards at ${location}.`);
    seen.add(location);
  }
}
