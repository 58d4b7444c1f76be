import { unitsOf } from '../available-resources.ts';
import { checkRoom } from '../change-partition.ts';
import { checkCompatibilityMode, checkPartitionName } from '../check-partition.ts';
import { checkMaster, checkNotMigrating } from '../check-writable.ts';
import { countMigrations } from '../count-migrations.ts';
import { chooseId } from '../create-partition.ts';
import { macsOf } from '../make-identity.ts';
import type { Platform } from '../platform.ts';
import { PlatformRefusal } from '../platform-refusal.ts';
import type { LogicalPartition, ManagedSystem } from '../platform-state.ts';

export type Journey = {
  readonly source: ManagedSystem;
  readonly target: ManagedSystem;
  readonly partition: LogicalPartition;
  readonly kind: 'active' | 'inactive';
};

/** Everything but its vNICs that keeps a partition from migrating, not only the first (sriov-rules, Migration [R]). */
export function findObstacles(platform: Platform, journey: Journey): PlatformRefusal[] {
  const { source, target, partition, kind } = journey;
  return gather([
    () => checkMaster(platform, source),
    () => checkMaster(platform, target),
    () => checkNotMigrating(partition),
    () => checkState(partition),
    ...[source, target].flatMap((system) => [
      () => checkMobility(system, journey),
      () => checkSlots(system, kind),
      () => checkMover(system, kind),
    ]),
    () => checkConnection(partition, kind),
    () => checkTerminal(partition),
    () => checkOwnHardware(source, partition),
    () => checkRegionSize(source, target),
    () => checkCompatibilityMode(target, partition.compatibilityMode),
    () =>
      checkRoom(target, partition.name, {
        memory: partition.memory.desired,
        processors: unitsOf(partition.processors),
      }),
    () => checkPartitionName(target, partition.name),
    () => checkUuid(target, partition),
    () => void chooseId(target),
    () => checkMacs(platform, target, partition),
    () => checkSwitches(journey),
  ]);
}

export function gather(checks: readonly (() => void)[]): PlatformRefusal[] {
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      if (error instanceof PlatformRefusal) return [error];
      throw error;
    }
  });
}

function refuse(code: `SIM-${string}`, words: string): never {
  throw new PlatformRefusal(400, code, words);
}

function checkState({ name, state }: LogicalPartition): void {
  if (state === 'running' || state === 'not activated' || state.startsWith('migrating')) return;
  refuse('SIM-PARTITION-STATE', `Partition ${name} is ${state}; it must be running or not activated.`);
}

function checkMobility(system: ManagedSystem, { partition, kind }: Journey): void {
  const needed = [
    kind === 'active' ? 'ActiveLogicalPartitionMobilityCapable' : 'InactiveLogicalPartitionMobilityCapable',
    ...(partition.type === 'OS400' ? ['IBMiLogicalPartitionMobilityCapable'] : []),
  ];
  const lacking = needed.filter((name) => system.capabilities[name] !== 'true');
  if (lacking.length > 0) refuse('SIM-MOBILITY-INCAPABLE', `${system.name} lacks ${lacking.join(', ')}.`);
}

function checkSlots(system: ManagedSystem, kind: Journey['kind']): void {
  const { maximumActive, maximumInactive } = system.migration;
  const maximum = kind === 'active' ? maximumActive : maximumInactive;
  if (countMigrations(system)[kind] < maximum) return;
  refuse('SIM-MIGRATION-SLOTS', `${system.name} has all its ${maximum} ${kind} migrations in progress.`);
}

/** Only memory that is in use needs somebody to carry it. */
function checkMover(system: ManagedSystem, kind: Journey['kind']): void {
  const isMover = system.vioses.some(
    (vios) => vios.isMoverServicePartition && vios.state === 'running' && vios.rmc === 'active',
  );
  if (kind === 'inactive' || isMover) return;
  refuse('SIM-NO-MOVER', `${system.name} has no running mover service VIOS with active RMC.`);
}

function checkConnection({ name, type, rmc }: LogicalPartition, kind: Journey['kind']): void {
  if (kind === 'inactive' || type === 'OS400' || rmc === 'active') return;
  refuse('SIM-RMC-INACTIVE', `The RMC connection of partition ${name} is ${rmc}; it must be active.`);
}

function checkTerminal({ name, hasOpenVterm }: LogicalPartition): void {
  if (hasOpenVterm) refuse('SIM-VTERM-OPEN', `The virtual terminal of partition ${name} is open; close it.`);
}

function checkOwnHardware(source: ManagedSystem, { uuid, name }: LogicalPartition): void {
  const ports = source.logicalPorts.filter(({ owner }) => owner === uuid).map((port) => port.locationCode);
  const cards = source.adapters.filter(({ slotOwner }) => slotOwner === uuid).map((card) => card.location);
  const own = [...ports, ...cards];
  if (own.length > 0)
    refuse('SIM-OWN-HARDWARE', `Partition ${name} has hardware of its own: ${own.join(', ')}.`);
}

function checkRegionSize(source: ManagedSystem, target: ManagedSystem): void {
  const sizes = [source, target].map(({ name, memory }) => `${name} ${memory.regionSize} MB`);
  if (source.memory.regionSize === target.memory.regionSize) return;
  refuse('SIM-REGION-SIZE', `The memory region sizes differ: ${sizes.join(', ')}.`);
}

function checkUuid(target: ManagedSystem, { uuid }: LogicalPartition): void {
  if (!target.partitions.some((other) => other.uuid === uuid)) return;
  refuse('SIM-PARTITION-UUID-IN-USE', `${target.name} has a partition with UUID ${uuid} already.`);
}

function checkMacs({ state }: Platform, target: ManagedSystem, partition: LogicalPartition): void {
  const taken = new Set(state.settings.enforceUniqueMac ? macsOf(target) : []);
  const clashing = [...partition.vnics, ...partition.clientNetworkAdapters].filter(({ mac }) =>
    taken.has(mac),
  );
  if (clashing.length === 0) return;
  refuse('SIM-MAC-IN-USE', `In use on ${target.name}: ${clashing.map(({ mac }) => mac).join(', ')}.`);
}

/** Systems name their virtual switches alike, or adapters do not find theirs. */
function checkSwitches({ source, target, partition }: Journey): void {
  const needed = new Set(partition.clientNetworkAdapters.map(({ virtualSwitch }) => virtualSwitch));
  const names = source.virtualSwitches.filter(({ uuid }) => needed.has(uuid)).map(({ name }) => name);
  const lacking = names.filter((name) => !target.virtualSwitches.some((other) => other.name === name));
  if (lacking.length > 0) {
    refuse('SIM-NO-VIRTUAL-SWITCH', `${target.name} has no virtual switch ${lacking.join(', ')}.`);
  }
}
