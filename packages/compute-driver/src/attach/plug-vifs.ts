import type { MacAddress, PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortBinding } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { neverAborted } from '../host/never-aborted.ts';
import { nameMigration } from '../migrate/migration-journey.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { findDeparture } from './find-departure.ts';
import { nameVnics } from './name-vnics.ts';
import { plugAll } from './plug-all.ts';
import type { PluggedVif, PlugOrder } from './plug-order.ts';
import { recordIntent } from './record-intent.ts';
import { undoPlugs } from './undo-plugs.ts';
import { unplugAll } from './unplug-all.ts';
import { type Patience, whenReady } from './when-ready.ts';

export interface PlugVifsRequest {
  readonly partition: PartitionUuid;
  /** Nova's instance. */
  readonly instance?: string | undefined;
  readonly bindings: readonly PortBinding[];
  readonly patience?: Patience;
}

/**
 * Gives the partition the vNICs asked for: all of them, or none that it did not have before. Asking again, at once or
 * after a crash, yields the same vNICs. What is meant is in the records before any of it is sent; answers come
 * in the order of the bindings. Whoever holds the partition already (a migration's step, a heal) calls
 * {@link plugRecorded} instead: this would wait for them.
 *
 * @throws HostError PARTITION_NOT_READY when the partition stayed unfit for longer than the patience; RECORD_DIFFERS
 * when a MAC was asked for with other properties before; MIGRATION_UNDER_WAY when a migration came between; STORE_FULL
 * before any of it is sent; UNDO_INCOMPLETE naming what is left. VifError and PowerVmError as the driver has them.
 */
export function plugVifs(
  compute: ComputeHost,
  { partition, instance, bindings, patience }: PlugVifsRequest,
  signal: AbortSignal,
): Promise<readonly PluggedVif[]> {
  const macs = bindings.map(({ mac }) => mac);
  const act = `plugging ${nameVnics(macs)}`;
  return whenReady(compute, { partition, macs, moot: 'present', act, patience }, signal, async () => {
    const orders = await recordIntent(compute, { partition, instance, bindings }, signal);
    const departure = await findDeparture(compute, partition, signal);
    if (departure !== undefined) {
      throw await undoPlugs(compute, orders, { outcomes: new Map(), error: overtaken(departure, macs) });
    }
    const plugged = await plugAll(compute, orders, signal);
    await requireTakenAlong(compute, orders);
    return plugged;
  });
}

/**
 * A migration that began meanwhile has read what is wanted before this was on record as plugged, or after: what it is not
 * certain to take along is removed, and not acknowledged.
 */
async function requireTakenAlong(compute: ComputeHost, orders: readonly PlugOrder[]): Promise<void> {
  const meant = orders.map(({ record }) => record).filter(({ state }) => state === 'plugging');
  const [first] = meant;
  const departure = first && (await findDeparture(compute, first.partition, neverAborted));
  if (first === undefined || departure === undefined) return;
  const taken = departure.phase === 'prepared' ? [] : departure.vnics;
  const left = meant.filter(({ mac }) => !taken.some((vnic) => vnic.mac === mac));
  const macs = left.map(({ mac }) => mac);
  if (macs.length === 0) return;
  await unplugAll(compute, { partition: first.partition, macs }, neverAborted);
  throw overtaken(departure, macs);
}

function overtaken(departure: MigrationRecord, macs: readonly MacAddress[]): HostError {
  return new HostError(
    'MIGRATION_UNDER_WAY',
    `${nameVnics(macs)} cannot be plugged here, because ${nameMigration(departure)} takes the partition elsewhere; ask again where it is then`,
  );
}
