import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { isFinished, type MigrationRecord, type VnicRecord } from '../../../src/index.ts';
import { isAcknowledged } from '../../../src/records/vnic-record.ts';
import { noSignal } from '../../simulated-host.ts';
import type { AskedVnic, Expectation } from '../oracle.ts';
import type { Simulation } from '../simulation.ts';
import { type TrueVnic, trueVnics } from '../true-world.ts';
import type { Invariant } from './invariant.ts';

/** What was acknowledged is there, once; what was acknowledged to be gone is not. */
export const presence: readonly Invariant[] = [
  { name: 'I1 one vNIC for each MAC of a partition', check: checkUnique },
  { name: 'I1 I17 what was acknowledged is there', check: checkWanted },
  { name: 'I4 what was unplugged is gone', check: checkUnwanted },
  { name: 'I17 what was acknowledged is on record', check: checkRecorded },
  { name: 'I21 wanted on one host', check: checkOneHost },
  { name: 'I3 a record tells the slot of its vNIC', check: checkSlots },
  { name: 'slot: a vNIC keeps it', check: checkKeptSlots },
];

function checkUnique({ simulator }: Simulation): readonly string[] {
  const keys = trueVnics(simulator).map(({ system, partition, mac }) => `${system} ${partition} ${mac}`);
  return keys.filter((key, index) => keys.indexOf(key) < index).map((key) => `${key} is there twice`);
}

async function checkWanted(simulation: Simulation): Promise<readonly string[]> {
  const moving = await listMoving(simulation);
  const quarantined = await listQuarantined(simulation);
  const records = await simulation.records.vnics.list({}, noSignal);
  const isReplaced = (expected: Key): boolean =>
    records.some((record) => record.state === 'replacing' && isOf(record, expected));
  return steady(simulation).flatMap((expected) => {
    if (expected.wanted !== 'yes') return [];
    const copies = copiesOf(simulation, expected).filter((copy) => !isLeft(quarantined, copy));
    const name = nameOf(expected);
    if (copies.length === 0) return isReplaced(expected) ? [] : [`${name} was acknowledged and is gone`];
    if (copies.length > 1 && !isMoving(moving, expected)) return [`${name} is there ${copies.length} times`];
    return copies
      .filter(({ vlan }) => expected.asked !== undefined && vlan !== expected.asked.vlan)
      .map(({ vlan }) => `${name} has VLAN ${vlan} instead of ${expected.asked?.vlan}`);
  });
}

async function checkUnwanted(simulation: Simulation): Promise<readonly string[]> {
  const [moving, quarantined] = [await listMoving(simulation), await listQuarantined(simulation)];
  return steady(simulation)
    .filter((expected) => expected.wanted === 'no' && !isMoving(moving, expected))
    .filter((expected) =>
      copiesOf(simulation, expected).some(
        (copy) => !isLeft(quarantined, copy) && !simulation.foreign.owns(copy),
      ),
    )
    .map((expected) => `${nameOf(expected)} is there, and should not be`);
}

async function checkRecorded(simulation: Simulation): Promise<readonly string[]> {
  const [records, moving] = await Promise.all([
    simulation.records.vnics.list({}, noSignal),
    listMoving(simulation),
  ]);
  return simulation.oracle
    .expectations()
    .filter((expected) => expected.wanted === 'yes' && !isMoving(moving, expected))
    .flatMap((expected) => {
      const found = records.filter((record) => isOf(record, expected));
      if (found.length === 1 && found.every(isAcknowledged)) return [];
      const states = found.map(({ state }) => state).join() || 'nothing';
      return [`${nameOf(expected)} was acknowledged, and the records say ${states}`];
    });
}

async function checkOneHost(simulation: Simulation): Promise<readonly string[]> {
  const [records, moving] = await Promise.all([
    simulation.records.vnics.list({}, noSignal),
    listMoving(simulation),
  ]);
  return records.flatMap((record, index) => {
    const twice = records.findIndex((other) => isOf(other, record)) < index;
    return twice && !isMoving(moving, record) ? [`${nameOf(record)} is recorded on two systems`] : [];
  });
}

/** It is what a vNIC is given again after a rebuild, so that its operating system knows it. */
async function checkSlots({ simulator, records, oracle }: Simulation): Promise<readonly string[]> {
  const truth = trueVnics(simulator);
  const plugged = (await records.vnics.list({}, noSignal)).filter(
    ({ state, partition, mac }) => state === 'plugged' && oracle.of(partition, mac)?.isTampered === false,
  );
  return plugged.flatMap((record) => {
    const vnic = truth.find((each) => isOf(each, record) && sameUuid(each.system, record.system));
    if (vnic === undefined || vnic.slot === record.slot) return [];
    return [`${nameOf(record)} is in slot ${vnic.slot}, and its record says ${record.slot}`];
  });
}

/** Where each was when it was first seen after it was asked for. */
const slots = new WeakMap<AskedVnic, number>();

/** However often it is healed, moved or built again; asked for anew it may get another one. */
function checkKeptSlots(simulation: Simulation): readonly string[] {
  return simulation.oracle.expectations().flatMap((expected) => {
    const { asked, wanted } = expected;
    if (asked === undefined || wanted !== 'yes') return [];
    return copiesOf(simulation, expected).flatMap(({ slot }) => {
      const first = slots.get(asked) ?? slot;
      slots.set(asked, first);
      return first === slot ? [] : [`${nameOf(expected)} was in slot ${first}, and is in slot ${slot}`];
    });
  });
}

/** Without those that somebody else has taken away or made. */
function steady({ oracle }: Simulation): readonly Expectation[] {
  return oracle.expectations().filter(({ isTampered }) => !isTampered);
}

function copiesOf({ simulator }: Simulation, expected: Key): readonly TrueVnic[] {
  return trueVnics(simulator).filter((vnic) => isOf(vnic, expected));
}

type Key = Pick<VnicRecord, 'partition' | 'mac'>;

function isOf(vnic: Key, { partition, mac }: Key): boolean {
  return vnic.mac === mac && sameUuid(vnic.partition, partition);
}

/** Partitions of which two systems may have a part. */
async function listMoving({ records }: Simulation): Promise<readonly MigrationRecord[]> {
  const migrations = await records.migrations.list({}, noSignal);
  return migrations.filter(({ phase }) => !isFinished(phase) || phase === 'awaiting-source');
}

/** Evacuations whose source has come back with more than we may remove: a person has to look at it. */
async function listQuarantined({ records }: Simulation): Promise<readonly MigrationRecord[]> {
  const migrations = await records.migrations.list({}, noSignal);
  return migrations.filter(({ phase }) => phase === 'quarantined');
}

function isLeft(quarantined: readonly MigrationRecord[], { partition, system, mac }: TrueVnic): boolean {
  return quarantined.some(
    (evacuation) =>
      sameUuid(evacuation.partition, partition) &&
      sameUuid(evacuation.source, system) &&
      evacuation.vnics.some((vnic) => vnic.mac === mac),
  );
}

function isMoving(moving: readonly MigrationRecord[], { partition }: Key): boolean {
  return moving.some((migration) => sameUuid(migration.partition, partition));
}

function nameOf({ partition, mac }: Key): string {
  return `vNIC ${mac} of partition ${partition}`;
}
