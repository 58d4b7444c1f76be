import { describe, expect, it } from 'vitest';
import { availableMemory, availableProcessors } from '../available-resources.ts';
import { changePartition } from '../change-partition.ts';
import { createLogicalPort } from '../create-logical-port.ts';
import { deleteVnic } from '../delete-vnic.ts';
import type { LogicalPartition, ManagedSystem } from '../platform-state.ts';
import { powerOffPartition } from '../set-partition-power.ts';
import { expectRefusal, refusalOf } from '../small-host.fixture.ts';
import { abortMigration, recoverMigration } from './end-migration.ts';
import type { MigrationFailure } from './migration-state.ts';
import { openPair, type Pair } from './pair.fixture.ts';

/** What must be the same before and after. */
function traits({ vnics, clientNetworkAdapters, ...partition }: LogicalPartition) {
  const { uuid, name, state, rmc, memory, processors, maximumVirtualSlots, profileSync } = partition;
  return {
    ...{ uuid, name, state, rmc, memory, processors, maximumVirtualSlots, profileSync },
    vnics: vnics.map(({ slot, mac, portVlanId, backingDevices }) => ({
      ...{ slot, mac, portVlanId },
      priorities: backingDevices.map(({ priority }) => priority),
    })),
    adapters: clientNetworkAdapters.map(({ slot, mac, portVlanId }) => ({ slot, mac, portVlanId })),
  };
}

/** Everything that is counted on a system. */
function books(system: ManagedSystem) {
  return {
    memory: availableMemory(system),
    processors: availableProcessors(system),
    ports: system.logicalPorts.map(({ locationCode, capacity }) => [locationCode, capacity]),
    partitions: system.partitions.map(({ name, state, migrationState }) => [name, state, migrationState]),
  };
}

const at = ({ left, guest }: Pair) => ({ system: left.uuid, partition: guest.uuid });

describe('a migration', () => {
  it('moves the partition as it is, and rebuilds its vNICs on ports of the same label', () => {
    const pair = openPair();
    pair.plug();
    pair.plug();
    const { left, right, guest, clock } = pair;
    const before = traits(guest);
    const available = availableMemory(right);
    pair.start();
    clock.advance(4_000);
    expect(left.partitions).not.toContain(guest);
    expect(left.logicalPorts).toEqual([]);
    const arrived = right.partitions.find(({ uuid }) => uuid === guest.uuid) as LogicalPartition;
    expect(traits(arrived)).toEqual(before);
    expect(arrived.migration).toBeUndefined();
    const places = arrived.vnics.map(({ backingDevices }) =>
      backingDevices.map(({ vios, adapter, port, currentCapacity, status }) => [
        right.vioses.findIndex(({ uuid }) => uuid === vios),
        ...[adapter, port, currentCapacity, status],
      ]),
    );
    const each = [
      [0, 1, 0, 400, 'OPERATIONAL'],
      [1, 2, 0, 400, 'OPERATIONAL'],
    ];
    expect(places).toEqual([each, each]);
    expect(availableMemory(right)).toBe(available - guest.memory.desired);
  });

  it('moves a partition that is off without RMC or movers, and leaves it off', () => {
    const pair = openPair();
    pair.plug();
    powerOffPartition(pair.platform, at(pair));
    for (const vios of pair.right.vioses) vios.isMoverServicePartition = false;
    pair.start();
    expect(pair.guest.state).toBe('migrating not active');
    pair.clock.advance(4_000);
    expect(pair.right.partitions.at(-1)).toMatchObject({ name: 'guest1', state: 'not activated' });
    expect(pair.right.partitions.at(-1)?.vnics[0]?.backingDevices.map(({ status }) => status)).toEqual([
      'POWERED_OFF',
      'POWERED_OFF',
    ]);
  });

  it('holds room on the target, takes a slot on both, and lets nobody change the partition', () => {
    const pair = openPair();
    const vnic = pair.plug();
    pair.start();
    pair.clock.advance(1_000);
    expect(pair.guest).toMatchObject({ state: 'migrating running', migrationState: 'Migration_In_Progress' });
    expect(pair.right.logicalPorts).toHaveLength(2);
    const writes = [
      () => deleteVnic(pair.platform, { ...at(pair), vnic: vnic.uuid }),
      () => changePartition(pair.platform, { ...at(pair), name: 'other' }),
      () => powerOffPartition(pair.platform, at(pair)),
      () => changePartition(pair.platform, { ...at(pair), system: pair.right.uuid, name: 'other' }),
    ];
    for (const write of writes) expect(refusalOf(write).code).toBe('SIM-MIGRATING');
    pair.right.migration.maximumActive = 1;
    const other = pair.left.partitions[1]?.uuid ?? '';
    expectRefusal(() => pair.validate({ partition: other }), {
      code: 'SIM-MIGRATION-REFUSED',
      words: /right-9009-42A has all its 1 active migrations in progress/,
    });
  });

  it('maps VLANs of client network adapters as it is told', () => {
    const pair = openPair();
    const [adapter] = pair.guest.clientNetworkAdapters;
    const mapping = { portVlanId: 12, taggedVlanIds: '13 14' };
    pair.start({ vlanMappings: new Map([[adapter?.mac ?? '', mapping]]) });
    pair.clock.advance(4_000);
    expect(pair.right.partitions.at(-1)?.clientNetworkAdapters[0]).toMatchObject(mapping);
  });
});

describe('a migration is refused', () => {
  it('with every reason against it at once', () => {
    const pair = openPair();
    const { platform, left, right, guest } = pair;
    pair.plug();
    createLogicalPort(platform, { system: left.uuid, owner: guest.uuid, adapter: 1, port: 1 });
    Object.assign(guest, { rmc: 'inactive', hasOpenVterm: true, compatibilityMode: 'POWER10' });
    Object.assign(right.memory, { regionSize: 128, unaccounted: availableMemory(right) });
    right.processors.unaccounted = availableProcessors(right);
    right.migration.maximumActive = 0;
    right.capabilities.ActiveLogicalPartitionMobilityCapable = 'false';
    right.virtualSwitches.splice(1);
    for (const vios of right.vioses) vios.rmc = 'inactive';
    Object.assign(right.partitions[0] ?? {}, {
      name: guest.name,
      uuid: guest.uuid,
      clientNetworkAdapters: structuredClone(guest.clientNetworkAdapters),
    });
    const { message } = refusalOf(() => pair.validate());
    expect(message.match(/SIM-[A-Z-]+/g)).toEqual([
      'SIM-MIGRATION-REFUSED',
      'SIM-MOBILITY-INCAPABLE',
      'SIM-MIGRATION-SLOTS',
      'SIM-NO-MOVER',
      'SIM-RMC-INACTIVE',
      'SIM-VTERM-OPEN',
      'SIM-OWN-HARDWARE',
      'SIM-REGION-SIZE',
      'SIM-COMPATIBILITY-MODE',
      'SIM-MEMORY-SHORT',
      'SIM-PARTITION-NAME-IN-USE',
      'SIM-PARTITION-UUID-IN-USE',
      'SIM-MAC-IN-USE',
      'SIM-NO-VIRTUAL-SWITCH',
      'SIM-VNIC-NO-ROOM',
    ]);
    expect(message).not.toContain('\n');
  });

  it.each([
    ['a stranger', 12, /no client network adapter with MAC 0223456789AB/],
    ['guest1', 4_095, /VLAN 4095 for MAC \w+ is not 1 to 4094/],
  ])('with a VLAN mapping of %s to %i', (who, portVlanId, words) => {
    const pair = openPair();
    const mac = who === 'guest1' ? (pair.guest.clientNetworkAdapters[0]?.mac ?? '') : '0223456789AB';
    const vlanMappings = new Map([[mac, { portVlanId, taggedVlanIds: '' }]]);
    expectRefusal(() => pair.validate({ vlanMappings }), { code: 'SIM-MIGRATION-REFUSED', words });
  });

  it.each([
    ['nowhere', /the console knows no system "nowhere"/],
    ['left-9009-42A', /it is on left-9009-42A already/],
  ])('to %s', (targetName, words) => {
    expectRefusal(() => openPair().validate({ targetName }), { code: 'SIM-MIGRATION-REFUSED', words });
  });

  const cards = (pair: Pair) => pair.right.adapters.flatMap(({ ports }) => ports[0] ?? []);
  const change = (things: readonly object[], values: object): void => {
    for (const thing of things) Object.assign(thing, values);
  };
  const full = { unaccounted: { logicalPorts: 0, capacity: 9_800 } };

  it.each<[string, (pair: Pair) => void, RegExp]>([
    [
      'label',
      (pair) => change(cards(pair), { label: '' }),
      /rebuilds 0 of 2 .* no port has label "prod_net"/,
    ],
    [
      'switch mode',
      (pair) => change(cards(pair), { configuredPortSwitchMode: 'Vepa' }),
      /has switch mode Veb/,
    ],
    ['link', (pair) => change(cards(pair), { linkStatus: false }), /no such port has a link/],
    ['room', (pair) => change(cards(pair), full), /no such port has a free logical port and capacity/],
    [
      'second port',
      (pair) => change(cards(pair).slice(1), { label: '' }),
      /rebuilds 1 of 2 .* serves the vNIC already/,
    ],
    ['VIOS', (pair) => change(pair.right.vioses, { isVnicCapable: false }), /no VIOS can serve it/],
  ])('for want of a %s for its vNICs', (_what, spoil, words) => {
    const pair = openPair();
    pair.plug();
    spoil(pair);
    expectRefusal(() => pair.validate(), { code: 'SIM-MIGRATION-REFUSED', words });
  });

  it('unless fewer devices are enough, which none never is', () => {
    const pair = openPair();
    pair.plug();
    change(cards(pair).slice(1), { label: '' });
    pair.start({ allowsFewerDevices: true });
    pair.clock.advance(4_000);
    expect(pair.right.partitions.at(-1)?.vnics[0]?.backingDevices).toHaveLength(1);
    const bare = openPair();
    bare.plug();
    change(cards(bare), { label: '' });
    expect(refusalOf(() => bare.validate({ allowsFewerDevices: true })).message).toMatch(/rebuilds 0 of 2/);
  });
});

describe('a migration that ends early', () => {
  it('by an abort at any time is as if it had never been', () => {
    for (const waitMs of [0, 1_000, 2_500, 3_999]) {
      const pair = openPair();
      pair.plug();
      const before = [books(pair.left), books(pair.right)];
      pair.start();
      pair.clock.advance(waitMs);
      abortMigration(pair.platform, at(pair));
      expect([books(pair.left), books(pair.right)]).toEqual(before);
      pair.clock.advance(10_000);
      expect([books(pair.left), books(pair.right)]).toEqual(before);
      expect(refusalOf(() => abortMigration(pair.platform, at(pair))).code).toBe('SIM-NOT-MIGRATING');
    }
  });

  it.each<[MigrationFailure['at'], 'source' | 'target' | 'none']>([
    ['validate', 'none'],
    ['start', 'none'],
    ['half', 'source'],
    ['end', 'target'],
  ])('by a failure at %s is recovered to: %s', (failsAt, side) => {
    const pair = openPair();
    pair.plug();
    const before = [books(pair.left), books(pair.right)];
    pair.guest.migrationFailure = { at: failsAt, reason: 'As asked.', needsForce: true };
    if (side === 'none') {
      expect(refusalOf(() => pair.start()).message).toMatch(/SIM-MIGRATION-FAILED As asked\./);
      expect([books(pair.left), books(pair.right)]).toEqual(before);
      return;
    }
    pair.start();
    pair.clock.advance(60_000);
    expect(pair.guest.migrationState).toBe('Migration_Failed');
    expect(refusalOf(() => abortMigration(pair.platform, at(pair))).message).toMatch(/recover it/);
    expect(refusalOf(() => recoverMigration(pair.platform, { ...at(pair), force: false })).code).toBe(
      'SIM-RECOVERY-FORCE',
    );
    recoverMigration(pair.platform, { ...at(pair), force: true });
    const names = [pair.left, pair.right].map(({ partitions }) => partitions.map(({ name }) => name));
    expect(names.map((each) => each.includes('guest1'))).toEqual([side === 'source', side === 'target']);
    if (side === 'source') expect([books(pair.left), books(pair.right)]).toEqual(before);
    else expect(pair.left.logicalPorts).toEqual([]);
  });
});
