import { describe, expect, it } from 'vitest';
import { availableMemory } from './available-resources.ts';
import { recoverMigration } from './migration/end-migration.ts';
import { openPair } from './migration/pair.fixture.ts';
import { setRmc } from './set-rmc.ts';
import { asSeen, disconnectSystem, reconnectSystem } from './set-system-connection.ts';
import { startSystem, stopSystem } from './set-system-power.ts';
import { openSmallHost, refusalOf } from './small-host.fixture.ts';

describe('a system that loses its power', () => {
  it('stops everything, and brings up VIOSes and what starts by itself', () => {
    const { system, platform, clock, ...host } = openSmallHost();
    const vnic = host.vnic();
    const total = availableMemory(system) + 3 * 4_096;
    stopSystem(platform, { system: system.uuid });
    expect(system.partitions.map(({ state }) => state)).toEqual(['not activated', 'not activated']);
    expect(system.vioses.map(({ state, rmc }) => [state, rmc])).toEqual(
      Array(2).fill(['not activated', 'inactive']),
    );
    expect(system.adapters.map(({ state }) => state)).toEqual(['PoweredOff', 'PoweredOff']);
    expect([system.state, availableMemory(system)]).toEqual(['power off', total]);
    Object.assign(system.partitions[0] ?? {}, { autoStart: true });
    startSystem(platform, { system: system.uuid });
    clock.advance(60_000);
    expect(system.partitions.map(({ state, rmc }) => [state, rmc])).toEqual([
      ['running', 'active'],
      ['not activated', 'inactive'],
    ]);
    expect(vnic.backingDevices.map(({ status }) => status)).toEqual(['OPERATIONAL', 'OPERATIONAL']);
  });

  it.each(['left', 'right'] as const)('on the %s of a migration leaves it to be recovered', (side) => {
    const pair = openPair();
    pair.plug();
    pair.start();
    pair.clock.advance(1_500);
    stopSystem(pair.platform, { system: pair[side].uuid });
    pair.clock.advance(60_000);
    expect(pair.guest.migrationState).toBe('Migration_Failed');
    recoverMigration(pair.platform, { system: pair.left.uuid, partition: pair.guest.uuid, force: false });
    expect([pair.guest.state, pair.guest.rmc]).toEqual(
      side === 'left' ? ['not activated', 'inactive'] : ['running', 'active'],
    );
    expect([pair.right.partitions.length, pair.right.logicalPorts.length]).toEqual([1, 0]);
  });
});

describe('a system without a connection', () => {
  it('is shown as it was, says nothing, takes no change, and shows what became of it later', () => {
    const host = openSmallHost();
    const { system, platform, events } = host;
    disconnectSystem(platform, { system: system.uuid });
    const told = events.length;
    setRmc(platform, { system: system.uuid, partition: host.lpar(0), rmc: 'inactive' });
    expect(events).toHaveLength(told);
    expect([asSeen(system).state, asSeen(system).partitions[0]?.rmc]).toEqual(['no connection', 'active']);
    expect(refusalOf(() => host.vnic()).code).toBe('SIM-NO-CONNECTION');
    const { revision } = asSeen(system);
    reconnectSystem(platform, { system: system.uuid });
    expect([asSeen(system).state, asSeen(system).partitions[0]?.rmc]).toEqual(['operating', 'inactive']);
    expect(system.revision).toBeGreaterThan(revision);
    expect(events.at(-1)?.path).toEqual(['ManagedSystem', system.uuid]);
  });
});
