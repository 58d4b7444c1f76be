import { parseMacAddress, parseSlotNumber, parseSystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, test } from 'vitest';
import { buildHost, type HostSpec, partitionUuid } from '../../test/build-host.ts';
import { explainMigrationObstacle } from '../explain/explain-migration-obstacle.ts';
import type { HostSnapshot } from '../host-snapshot.ts';
import {
  judgeDeparture,
  judgeLiveMigration,
  judgeRebuild,
  judgeSource,
  type MigrationSide,
  type MovingPartition,
} from './judge-migration.ts';
import { predictMigration, predictRebuild } from './predict-migration.ts';

const vnics = [{ mac: '5A4B3C2D1E01', devices: ['1/0/1', '2/0/2'] }];

function hostOf(name: string, digit: string, spec: HostSpec): HostSnapshot {
  const host = buildHost(spec);
  const uuid = parseSystemUuid(`f889b0cf-25ac-3d76-8e54-6d94fbf1335${digit}`);
  return { ...host, system: { ...host.system, uuid, name } };
}

function sideOf(snapshot: HostSnapshot, change: Partial<MigrationSide> = {}): MigrationSide {
  return {
    snapshot,
    activeMobility: true,
    memoryRegionSize: 256,
    compatibilityModes: ['default', 'POWER9'],
    activeMigrations: { inProgress: 0, maximum: 16 },
    movers: 1,
    availableMemory: 100_000,
    availableProcessors: 50,
    ...change,
  };
}

const left = hostOf('left', '1', { partitions: [{ name: 'web' }], vnics });
const right = hostOf('right', '2', {});

function movingOf(host: HostSnapshot, change: Partial<MovingPartition> = {}): MovingPartition {
  const [snapshot] = host.partitions;
  if (snapshot === undefined) throw new Error('the host has no partition');
  return {
    snapshot,
    compatibilityMode: 'POWER9',
    dynamicResources: true,
    directLogicalPorts: 0,
    resources: { memory: 4_096, processors: 2 },
    ...change,
  };
}

function reasonsOf(
  source: MigrationSide,
  target: MigrationSide,
  partition: MovingPartition,
  allowReduced = false,
) {
  const forecast = predictMigration({
    source: source.snapshot,
    partitionUuid: partitionUuid(1),
    target: target.snapshot,
    reservations: [],
  });
  const obstacles = judgeLiveMigration({ source, target, partition, forecast, allowReduced });
  return obstacles.flatMap((each) =>
    explainMigrationObstacle(each, {
      source: source.snapshot.system.name,
      target: target.snapshot.system.name,
    }),
  );
}

describe('what stands against a live migration', () => {
  test('is nothing between two healthy systems', () => {
    expect(reasonsOf(sideOf(left), sideOf(right), movingOf(left))).toEqual([]);
  });

  test('is all told at once', () => {
    const source = sideOf(
      hostOf('left', '1', { system: { consoleIsMaster: false }, partitions: [{}], vnics }),
      {
        movers: 0,
        memoryRegionSize: 128,
      },
    );
    const target = sideOf(hostOf('right', '2', { adapters: [{ ports: [{ label: 'other' }] }] }), {
      activeMobility: false,
      activeMigrations: { inProgress: 4, maximum: 4 },
      compatibilityModes: ['POWER8'],
      availableMemory: 1_024,
      availableProcessors: 0.5,
    });
    const reasons = reasonsOf(source, target, movingOf(left, { directLogicalPorts: 2 }));
    expect(reasons.filter((line) => !line.startsWith(' '))).toEqual([
      'left cannot be changed through this console: another one is its management master; use that one, or make this one the master',
      'left has no running VIOS that is a mover service partition; start one, or make one of its VIOSes a mover',
      'the partition has 2 SR-IOV logical ports of its own, which cannot move; remove what is not behind a vNIC',
      'right does not support live migration; enable partition mobility there, or migrate the partition powered off',
      'right has 4 of at most 4 live migrations in progress; wait until one has ended',
      'memory regions differ: 128 MB on left, 256 MB on right; they have to be equal for a live migration',
      'the partition runs in processor mode POWER9, and right supports POWER8; start it in one of these modes',
      'right has 1024 MB of memory available, and the partition takes 4096 MB',
      'right has 0.5 processing units available, and the partition takes 2',
      '1 vNIC of the partition on right: not all fit',
    ]);
  });

  test('is not invented where the documents do not tell', () => {
    const silent = {
      memoryRegionSize: undefined,
      compatibilityModes: [],
      activeMigrations: undefined,
      availableMemory: undefined,
      availableProcessors: undefined,
    };
    const unknown = movingOf(left, {
      compatibilityMode: undefined,
      resources: { memory: undefined, processors: undefined },
    });
    expect(reasonsOf(sideOf(left, silent), sideOf(right, silent), unknown)).toEqual([]);
  });

  test.each([
    [
      { state: 'not activated' },
      "the partition is 'not activated', and only a running one migrates live; start it, or migrate it powered off",
    ],
    [
      { rmc: 'inactive' },
      "the RMC connection of the partition is 'inactive': a live migration needs it active; mend its management network or wait some minutes after a boot",
    ],
    [{ type: 'OS400', rmc: 'none' }, undefined],
    [
      { migrationState: 'Migration_Starting' },
      'the partition is migrating already (Migration_Starting); wait until that has ended, or recover it',
    ],
  ])('of a partition that is %j', (change, reason) => {
    const { snapshot } = movingOf(left);
    const partition = movingOf(left, { snapshot: { ...snapshot, ...change } });
    expect(reasonsOf(sideOf(left), sideOf(right), partition)).toEqual(reason === undefined ? [] : [reason]);
    const alone = judgeSource(sideOf(left), partition).flatMap((each) =>
      explainMigrationObstacle(each, { source: 'left', target: 'right' }),
    );
    expect(alone).toEqual(reason === undefined ? [] : [reason]);
  });

  test('is a namesake, or the partition itself, on the target', () => {
    const namesake = hostOf('right', '2', { partitions: [{ name: 'other' }, { name: 'web' }] });
    const renumbered = { ...namesake, partitions: namesake.partitions.slice(1) };
    expect(reasonsOf(sideOf(left), sideOf(renumbered), movingOf(left))).toEqual([
      `right has another partition called 'web' (${partitionUuid(2)}); rename one of them`,
    ]);
    const itself = hostOf('right', '2', { partitions: [{ name: 'web' }] });
    expect(reasonsOf(sideOf(left), sideOf(itself), movingOf(left))).toEqual([
      "right has a partition of this UUID already, 'web'; look at which of the two is meant",
    ]);
    expect(reasonsOf(sideOf(left), sideOf(left), movingOf(left))).toEqual([
      'source and target are the same system, left; name another target',
    ]);
  });

  test('is a vNIC that would lose a device, unless that is accepted', () => {
    const narrow = sideOf(hostOf('right', '2', { adapters: [{ ports: [{}] }] }));
    const [first = ''] = reasonsOf(sideOf(left), narrow, movingOf(left));
    expect(first).toContain('all fit, some with fewer devices');
    expect(reasonsOf(sideOf(left), narrow, movingOf(left), true)).toEqual([]);
  });
});

describe('a share that the target does not have', () => {
  test('becomes the next larger one, and counts as such', () => {
    const fine = hostOf('left', '1', {
      partitions: [{}],
      vnics: [{ ...vnics[0], mac: '5A4B3C2D1E01', devices: ['1/0/1', '2/0/2'], capacity: '3%' }],
    });
    const coarse = hostOf('right', '2', { adapters: [1, 2].map(() => ({ ports: [{ granularity: '2%' }] })) });
    const {
      vnics: [forecast],
    } = predictMigration({ source: fine, partitionUuid: partitionUuid(1), target: coarse, reservations: [] });
    expect(forecast?.kind === 'full' && forecast.plan.devices.map(({ capacity }) => capacity)).toEqual([
      400, 400,
    ]);
  });
});

describe('what stands against building a partition elsewhere', () => {
  test('is a slot beyond its last, and what hinders the target; live mobility does not matter', () => {
    const mac = parseMacAddress('5A4B3C2D1E01');
    const target = sideOf(right, { activeMobility: false, movers: 0, memoryRegionSize: 1 });
    const obstacles = judgeRebuild({
      target,
      uuid: partitionUuid(1),
      name: 'web',
      resources: { memory: 4_096, processors: 2 },
      forecast: predictRebuild({
        partitionUuid: partitionUuid(1),
        requests: [],
        target: right,
        reservations: [],
      }),
      allowReduced: false,
      slots: [{ mac, slot: parseSlotNumber(64) }],
      maximumVirtualSlots: 64,
    });
    expect(
      obstacles.flatMap((each) => explainMigrationObstacle(each, { source: 'left', target: 'right' })),
    ).toEqual([
      'vNIC 5a:4b:3c:2d:1e:01 has slot 64, and the partition would have 64 virtual slots; raise its maximum',
    ]);
  });

  test('is what the source could lose: hardware of its own, or a migration under way', () => {
    const { snapshot } = movingOf(left);
    const partition = movingOf(left, {
      directLogicalPorts: 1,
      snapshot: { ...snapshot, state: 'not activated', migrationState: 'Migration_Failed' },
    });
    expect(
      judgeDeparture(sideOf(left, { activeMobility: false }), partition).map(({ kind }) => kind),
    ).toEqual(['migrating', 'direct-logical-ports']);
  });
});
