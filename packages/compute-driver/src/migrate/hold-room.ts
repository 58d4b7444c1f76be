import { type MacAddress, type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainMigration,
  type MigrationForecast,
  predictRebuild,
  type Reservation,
  type VnicRequest,
} from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import type { Host } from '../host/host.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { isFinished } from './migration-phases.ts';
import { refuseFor } from './refuse-for.ts';

/*
 * Until a partition is on its target, the room of its vNICs there is held in the target's ledger like that of a plug in
 * flight. The platform chooses the ports by itself, so what counts is how much is held, not where: a reservation names
 * ports only because the ledger counts by port.
 */

/** Whose room is whose, as long as the process lives: a forecast holds room for vNICs without a record, too. */
const heldBy = new WeakMap<Host, Map<string, readonly MacAddress[]>>();

/** What is to be held, and for which migration. */
export interface RoomRequest {
  readonly id: string;
  readonly allowReduced: boolean;
  /** For messages: the partition on its way. */
  readonly what: string;
}

/**
 * Looks where the vNICs would go, and holds that room, in one synchronous step: between a look and a promise somebody
 * else may be promised the same.
 *
 * @throws HostError MIGRATION_REFUSED when there is not enough; nothing is held then.
 */
export function takeRoom(
  target: ComputeHost,
  { id, allowReduced, what }: RoomRequest,
  look: () => MigrationForecast,
): void {
  const forecast = look();
  const isEnough = forecast.outcome === 'full' || (forecast.outcome === 'reduced' && allowReduced);
  if (!isEnough) refuseFor(explainMigration(forecast), `${what} has lost its room on the target to others`);
  holdRoom(target, id, forecast);
}

function holdRoom({ host }: ComputeHost, id: string, { vnics }: MigrationForecast): void {
  const reservations = vnics.flatMap((vnic) => ('plan' in vnic ? [vnic.plan.reservation] : []));
  reservations.forEach(host.reserve);
  const held = heldBy.get(host) ?? new Map<string, readonly MacAddress[]>();
  held.set(id, [...(held.get(id) ?? []), ...reservations.map(({ mac }) => mac)]);
  heldBy.set(host, held);
}

/** The migration needs it no more: the vNICs are there, or will not come. */
export function releaseRoom({ host }: ComputeHost, id: string): void {
  for (const mac of heldBy.get(host)?.get(id) ?? []) host.release({ mac, devices: [] });
  heldBy.get(host)?.delete(id);
}

/**
 * Holds again what unfinished migrations to this host were promised: the ledger is forgotten with the process, the
 * records are not. Called when a host is opened, before anything is plugged there; calling it again changes nothing.
 */
export async function holdPromisedRoom(target: ComputeHost, signal: AbortSignal): Promise<void> {
  const { host, records } = target;
  const migrations = await records.migrations.list({ system: host.system }, signal);
  for (const migration of migrations) {
    if (isPromise(migration, host.system)) holdRoom(target, migration.id, forecastRebuild(target, migration));
  }
}

/** Where recorded vNICs would go on the target as it is known now. */
export function forecastRebuild(
  target: ComputeHost,
  { partition, vnics }: Pick<MigrationRecord, 'partition' | 'vnics'>,
): MigrationForecast {
  return predictRebuild({
    partitionUuid: partition,
    target: target.host.snapshot(),
    requests: vnics.map(requestOfRecord),
    reservations: heldForOthers(target, vnics),
    cordons: target.host.cordons(),
    ...target.host.placement,
  });
}

function requestOfRecord({ mac, network, vlan, shape }: VnicRecord): VnicRequest {
  const { redundancy, redundancyPolicy, capacity, maxCapacity } = shape;
  return { mac, network, vlan, redundancy, redundancyPolicy, capacity, maxCapacity };
}

/** What is held for others: a migration's own room does not stand in its own way. */
export function heldForOthers(
  { host }: ComputeHost,
  vnics: readonly { readonly mac: MacAddress }[],
): readonly Reservation[] {
  const own = new Set(vnics.map(({ mac }) => mac));
  return host.reservations().filter(({ mac }) => !own.has(mac));
}

function isPromise({ phase, target }: MigrationRecord, system: SystemUuid): boolean {
  const isOnTheWay = !isFinished(phase) && phase !== 'rolling-back' && phase !== 'quarantined';
  return isOnTheWay && sameUuid(target, system);
}
