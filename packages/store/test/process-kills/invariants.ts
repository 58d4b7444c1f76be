import type { MigrationRecord, RecordStore, VnicRecord } from '@powervm-sriov/compute-driver';
import type { TrueState } from '@powervm-sriov/powervm-simulator';
import { type PartitionUuid, parseSystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { noSignal } from './open-sides.ts';

type TrueSystem = TrueState['systems'][number];
type TrueVnic = TrueSystem['vnics'][number];

/** What is true of the platform, and what is believed. */
export interface Scene {
  readonly systems: readonly TrueSystem[];
  readonly vnics: readonly VnicRecord[];
  readonly migrations: readonly MigrationRecord[];
  /** Of partitions, where they are not `created`. */
  readonly states: readonly string[];
  /** Systems with a place that is marked for maintenance, where nobody heals. */
  readonly marked: readonly string[];
}

export async function lookAt({ systems }: TrueState, records: RecordStore): Promise<Scene> {
  const partitions = await records.partitions.list({}, noSignal);
  const marked: string[] = [];
  for (const { uuid } of systems) {
    if ((await records.cordons.read(parseSystemUuid(uuid), noSignal)).length > 0) marked.push(uuid);
  }
  return {
    systems,
    marked,
    vnics: await records.vnics.list({}, noSignal),
    migrations: await records.migrations.list({}, noSignal),
    states: partitions.map(({ state }) => state).filter((state) => state !== 'created'),
  };
}

export interface Background {
  /** vNICs that somebody else made. */
  readonly foreign: readonly string[];
  /** vNICs that were acknowledged to somebody else, and are nobody's business now. */
  readonly kept: readonly string[];
  /** What the work is about. */
  readonly partition: PartitionUuid;
  readonly before: Scene;
}

/** Every way in which the scene is not as it must be when nothing is under way; the invariants by their numbers. */
export function findFaults(scene: Scene, background: Background): readonly string[] {
  return [
    ...halfDone(scene).map((fault) => `I3: ${fault}`),
    ...doubled(scene).map((fault) => `I1: ${fault}`),
    ...unaccounted(scene, background).map((fault) => `I3: ${fault}`),
    ...lopsided(scene).map((fault) => `I7: ${fault}`),
    ...overfull(scene).map((fault) => `I6: ${fault}`),
    ...touched(scene, background).map((fault) => `I5: ${fault}`),
    ...lost(scene, background).map((fault) => `I17: ${fault}`),
    ...wantedTwice(scene).map((fault) => `I21: ${fault}`),
  ];
}

function halfDone({ vnics }: Scene): readonly string[] {
  return vnics
    .filter(({ state }) => state !== 'plugged')
    .map(({ mac, state }) => `the record of ${mac} says ${state}`);
}

function doubled({ systems }: Scene): readonly string[] {
  return systems.flatMap(({ name, vnics }) => {
    const keys = vnics.map(({ partition, mac }) => `${partition} ${mac}`);
    return keys.filter((key, index) => keys.indexOf(key) < index).map((key) => `${name} has ${key} twice`);
  });
}

/** What is there is recorded, foreign, or what an evacuation leaves to a source that is off; and the other way round. */
function unaccounted({ systems, vnics, migrations }: Scene, { foreign }: Background): readonly string[] {
  return systems.flatMap((system) => {
    const leftovers = migrations.filter(
      ({ phase, source }) => phase === 'awaiting-source' && source === system.uuid,
    );
    const recorded = vnics.filter((record) => record.system === system.uuid).map(({ mac }) => mac);
    const wanted = [...recorded, ...leftovers.flatMap((each) => each.vnics.map(({ mac }) => mac))];
    const there = system.vnics.map(({ mac }) => mac);
    const devices = system.vnics.reduce((sum, { backingDevices }) => sum + backingDevices.length, 0);
    const ports = system.logicalPorts.length;
    return [
      ...there
        .filter((mac) => !foreign.includes(mac) && !wanted.some((each) => each === mac))
        .map((mac) => `${system.name} has vNIC ${mac}, which nobody wants`),
      ...wanted.filter((mac) => !there.includes(mac)).map((mac) => `${system.name} lacks vNIC ${mac}`),
      ...(ports === devices ? [] : [`${system.name} has ${ports} logical ports for ${devices} devices`]),
    ];
  });
}

/**
 * Each vNIC has as many devices as were asked for, on so many ports. A drain that was killed leaves one more, which goes
 * when the drain is carried on or the maintenance ends.
 */
function lopsided({ systems, marked }: Scene): readonly string[] {
  return systems.flatMap(({ uuid, vnics }) =>
    vnics.flatMap(({ mac, backingDevices: { length }, backingDevices }) => {
      const ports = new Set(backingDevices.map(({ adapter, port }) => `${adapter} ${port}`)).size;
      const isWhole = ports === length && (length === 2 || (length === 3 && marked.includes(uuid)));
      return isWhole ? [] : [`vNIC ${mac} has ${length} devices on ${ports} ports`];
    }),
  );
}

function overfull({ systems }: Scene): readonly string[] {
  return systems.flatMap(({ ports }) =>
    ports
      .filter(({ allocatedCapacity }) => Number.parseFloat(allocatedCapacity) > 100)
      .map(({ location, allocatedCapacity }) => `port ${location} is filled to ${allocatedCapacity}`),
  );
}

/** Other people's vNICs and partitions are to the last device what they were, unless all of the system went off or on. */
function touched(scene: Scene, { before, foreign, partition }: Background): readonly string[] {
  const same = scene.systems.filter(({ uuid, state }) =>
    before.systems.some((system) => system.uuid === uuid && system.state === state),
  );
  const othersOf = ({ systems }: Scene): readonly string[] =>
    systems
      .filter(({ uuid }) => same.some((system) => system.uuid === uuid))
      .flatMap(({ name, partitions, vnics }) => [
        ...partitions
          .filter(({ uuid }) => uuid !== partition)
          .map((each) => `${name}: partition ${each.name} (${each.uuid}) is ${each.state}`),
        ...vnics
          .filter(({ mac }) => foreign.includes(mac))
          .map((vnic) => `${name}: vNIC ${vnic.mac} has ${placesOf(vnic)}`),
      ]);
  const was = othersOf(before);
  const is = othersOf(scene);
  return [
    ...was.filter((line) => !is.includes(line)).map((line) => `not any more: ${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `now: ${line}`),
  ];
}

function placesOf({ backingDevices }: TrueVnic): string {
  return backingDevices
    .map(({ vios, location, logicalPort }) => `${vios} ${location} ${logicalPort}`)
    .join(', ');
}

function lost({ vnics }: Scene, { kept }: Background): readonly string[] {
  return kept
    .filter((mac) => !vnics.some((record) => record.mac === mac))
    .map((mac) => `the record of ${mac} is gone`);
}

/** While a cold migration waits for its confirmation, both sides are kept on purpose. */
function wantedTwice({ vnics, migrations }: Scene): readonly string[] {
  const undecided = migrations.filter(({ phase }) => phase === 'awaiting-confirm');
  return vnics
    .filter(
      ({ mac, system }) =>
        vnics.some((other) => other.mac === mac && other.system < system) &&
        !undecided.some((migration) => migration.vnics.some((vnic) => vnic.mac === mac)),
    )
    .map(({ mac }) => `vNIC ${mac} is wanted on both systems`);
}

/**
 * Where the partition of the work is and what it has, with the phase of its last migration and what its record says
 * unless that is `created`: `done: right running 1 2`. A vNIC that does not work wholly has an exclamation mark.
 */
export function describeRest({ systems, migrations, states }: Scene, partition: PartitionUuid): string {
  const places = systems.flatMap((system) =>
    system.partitions
      .filter(({ uuid }) => uuid === partition)
      .map(({ name, state }) => {
        const own = system.vnics.filter((vnic) => vnic.partition === name);
        const isOn = state === 'running';
        return [system.name, state, ...own.map((vnic) => numberOf(vnic, isOn)).toSorted()].join(' ');
      }),
  );
  const phases = migrations.slice(-1).map(({ phase }) => phase);
  return [...phases, ...states, places.join(' and ') || 'nowhere'].join(': ');
}

function numberOf({ mac, backingDevices }: TrueVnic, isOn: boolean): string {
  const isWell = !isOn || backingDevices.every(({ status }) => status === 'OPERATIONAL');
  return `${Number.parseInt(mac.slice(-2), 16)}${isWell ? '' : '!'}`;
}
