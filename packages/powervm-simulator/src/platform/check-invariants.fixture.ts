import { expect } from 'vitest';
import { availableMemory, availableProcessors, memoryInUse, processorsInUse } from './available-resources.ts';
import { countMigrations } from './count-migrations.ts';
import type { ManagedSystem, PlatformState } from './platform-state.ts';
import { adapterLogicalPortCount, allocationOf, freeVirtualFunctions } from './port-allocation.ts';

/** What holds whatever was done. */
export function checkInvariants({ systems }: PlatformState): void {
  for (const system of systems) {
    checkPorts(system);
    checkVnics(system);
    checkResources(system);
    checkOwners(system);
  }
  checkCopies(systems);
}

function checkResources(system: ManagedSystem): void {
  const { memory, processors } = system;
  expect(availableMemory(system)).toBeGreaterThanOrEqual(0);
  expect(availableProcessors(system)).toBeGreaterThanOrEqual(0);
  expect(availableMemory(system) + memoryInUse(system)).toBe(memory.configurable - memory.usedByHypervisor);
  expect(availableProcessors(system) + processorsInUse(system)).toBeCloseTo(processors.configurable);
}

function checkOwners(system: ManagedSystem): void {
  const members = [...system.vioses, ...system.partitions];
  expect(new Set(members.map(({ id }) => id)).size).toBe(members.length);
  expect(new Set(members.map(({ name }) => name)).size).toBe(members.length);
  const isOff = system.state === 'power off';
  if (isOff) for (const member of members) expect(member.state).toMatch(/^(not activated|migrating .*)$/);
  const uuids = members.map(({ uuid }) => uuid as string);
  for (const { owner } of system.logicalPorts) expect(uuids).toContain(owner);
}

/** A partition is in one place; while it migrates, or waits to be recovered, in the two that its migration names. */
function checkCopies(systems: readonly ManagedSystem[]): void {
  const copies = systems.flatMap((system) => system.partitions.map((partition) => ({ system, partition })));
  const roles = new Map<string, string[]>();
  for (const { system, partition } of copies) {
    const { migration, migrationState, state, uuid } = partition;
    expect(migrationState === 'Not_Migrating').toBe(migration === undefined);
    expect(state.startsWith('migrating')).toBe(migration !== undefined);
    if (migration !== undefined) expect(migration[migration.role]).toBe(system.uuid);
    roles.set(uuid, [...(roles.get(uuid) ?? []), migration?.role ?? 'at home']);
  }
  for (const places of roles.values())
    expect([['at home'], ['source', 'target']]).toContainEqual(places.toSorted());
  const counts = systems.map((system) => countMigrations(system));
  const pairs = [...roles.values()].filter((places) => places.length === 2).length;
  expect(counts.reduce((sum, { active, inactive }) => sum + active + inactive, 0)).toBe(2 * pairs);
}

/** No port gives more than it has, and every virtual function is free or configured. */
function checkPorts(system: ManagedSystem): void {
  for (const adapter of system.adapters) {
    const count = adapterLogicalPortCount(system, adapter);
    expect(count + freeVirtualFunctions(system, adapter).length).toBe(adapter.maximumLogicalPorts);
    for (const port of adapter.ports) {
      const { capacity: allocated, logicalPorts } = allocationOf(system, adapter, port);
      expect(allocated).toBeLessThanOrEqual(100_00);
      expect(allocated % port.minimumEthernetCapacityGranularity).toBe(0);
      expect(logicalPorts).toBeLessThanOrEqual(port.configuredMaxEthernetLogicalPorts);
    }
  }
}

/** Logical ports and devices belong together, and of the devices that work one is active. */
function checkVnics(system: ManagedSystem): void {
  const vnics = system.partitions.flatMap(({ vnics: own }) => own);
  const behind = vnics.flatMap((vnic) => vnic.backingDevices.map(({ logicalPort }) => logicalPort)).sort();
  const dedicated = system.logicalPorts.filter(({ usage }) => usage === 'DEDICATED_VNIC');
  expect(dedicated.map(({ uuid }) => uuid).sort()).toEqual(behind);
  for (const vnic of vnics) {
    const places = new Set(vnic.backingDevices.map(({ adapter, port }) => `${adapter} ${port}`));
    expect(places.size).toBe(vnic.backingDevices.length);
    expect(vnic.backingDevices.filter(({ isActive }) => isActive)).toHaveLength(1);
    const healthy = vnic.backingDevices.filter(({ status }) => status === 'OPERATIONAL');
    if (healthy.length > 0) expect(healthy.some(({ isActive }) => isActive)).toBe(true);
  }
  const slots = system.partitions.map(({ vnics: own, clientNetworkAdapters }) => [
    ...own.map(({ slot }) => slot),
    ...clientNetworkAdapters.map(({ slot }) => slot),
  ]);
  for (const taken of slots) expect(new Set(taken).size).toBe(taken.length);
}
