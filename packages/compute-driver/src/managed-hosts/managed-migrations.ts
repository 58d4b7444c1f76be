import type { Session } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationForecast } from '@powervm-sriov/sriov-core';
import { HostError } from '../host/host-error.ts';
import { abortMigration } from '../migrate/abort-migration.ts';
import type { DestinationCheck } from '../migrate/check-destination.ts';
import { checkMigration } from '../migrate/check-migration.ts';
import { cleanReturnedSource } from '../migrate/clean-returned-source.ts';
import { confirmColdMigration } from '../migrate/cold-migration.ts';
import { checkEvacuation, type EvacuateRequest, evacuate } from '../migrate/evacuate.ts';
import { migrateCold, revertColdMigration } from '../migrate/migrate-cold.ts';
import { migrateLive } from '../migrate/migrate-live.ts';
import { type BothSides, sidesOf } from '../migrate/migration-sides.ts';
import type { Arrival } from '../migrate/post-live-migration.ts';
import { probeKeys } from '../migrate/probe-keys.ts';
import { type RecoverMigrationRequest, recoverMigration } from '../migrate/recover-migration.ts';
import { resumeMigration } from '../migrate/resume-migration.ts';
import type { MigrationWatch } from '../migrate/settle-live-migration.ts';
import type { PowerOffRequest } from '../partition/power-off.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { callBackMigration } from './call-back-migration.ts';
import type { HostAccess } from './host-access.ts';
import { migrationHolds } from './migration-holds.ts';

/** Partitions on their way between two systems of a console, or of two consoles on the same records. */
export interface ManagedMigrations {
  /** By when they began. */
  listMigrations(signal: AbortSignal): Promise<readonly MigrationRecord[]>;
  /** Where the vNICs would go; changes nothing. @throws HostError MIGRATION_REFUSED with every reason */
  checkMigration(request: MigrationCheck, signal: AbortSignal): Promise<MigrationForecast>;
  /** The same of an evacuation, the proof that its source is off included. @throws HostError NOT_FENCED, too */
  checkEvacuation(request: EvacuationRequest, signal: AbortSignal): Promise<MigrationForecast>;
  migrateLive(request: LiveRequest, signal: AbortSignal): Promise<Arrival>;
  migrateCold(request: ColdRequest, signal: AbortSignal): Promise<MigrationRecord>;
  /** Nothing is sent to the source. */
  evacuate(request: EvacuationRequest, signal: AbortSignal): Promise<MigrationRecord>;
  /** Removes what a cold migration left on its source, or what is left on the source of an evacuation that is back. */
  confirmMigration(id: string, signal: AbortSignal): Promise<MigrationRecord>;
  revertMigration(id: string, signal: AbortSignal): Promise<MigrationRecord>;
  abortMigration(id: string, signal: AbortSignal): Promise<MigrationRecord>;
  recoverMigration(request: RecoverMigrationRequest, signal: AbortSignal): Promise<MigrationRecord>;
  /** Goes on where a program that ended has left it. */
  resumeMigration(id: string, signal: AbortSignal): Promise<MigrationRecord>;
}

export interface MigrationRoute {
  readonly source: SystemUuid;
  readonly target: SystemUuid;
  readonly partition: PartitionUuid;
}

export interface MigrationCheck extends MigrationRoute {
  readonly kind: 'live' | 'cold';
  readonly allowReduced?: boolean;
}

export interface LiveRequest extends MigrationRoute, MigrationWatch {
  readonly allowReduced?: boolean;
}

export type ColdRequest = MigrationRoute & Partial<PowerOffRequest>;

export interface EvacuationRequest extends MigrationRoute {
  /** `witness`: the console itself is asked, or the one that was opened for it. */
  readonly fencing: { readonly kind: 'witness' } | { readonly kind: 'statement'; readonly text: string };
}

/** The console of the other system, where it is another one. */
export interface PeerConsole {
  readonly session: Session;
  /** As the source's console reaches it. */
  readonly address: string;
  /** Who logs on there; not asked between NovaLinks. */
  readonly user: string;
}

export interface MigrationConsoles {
  readonly peer: PeerConsole | undefined;
  readonly witness: Session;
}

export function managedMigrations(
  access: HostAccess,
  { peer, witness }: MigrationConsoles,
): ManagedMigrations {
  const { records } = access;
  const { openBoth, between, within } = migrationHolds(access);

  const evacuationOf = async (
    { source, partition, fencing }: EvacuationRequest,
    signal: AbortSignal,
  ): Promise<EvacuateRequest> => ({
    source,
    sourceName: (await access.find(source, signal))?.host.snapshot().system.name,
    partition,
    fencing:
      fencing.kind === 'witness' ? { ...fencing, session: witness } : { ...fencing, by: access.askedBy },
  });

  return {
    async listMigrations(signal) {
      const all = await records.migrations.list({}, signal);
      return all.toSorted((left, right) => (left.startedAt < right.startedAt ? -1 : 1));
    },
    async checkMigration({ kind, source, target, partition, ...check }, signal) {
      const sides = await openBoth({ source, target }, signal);
      return await checkMigration(sides, { kind, partition, ...check, ...probeBetween(sides) }, signal);
    },
    async checkEvacuation(request, signal) {
      const target = await access.open(request.target, signal);
      return await checkEvacuation(target, await evacuationOf(request, signal), signal);
    },
    migrateLive: (request, signal) =>
      between(request, signal, (sides) => {
        const { partition, onProgress, allowReduced = false } = request;
        const to = peer === undefined ? {} : { console: consoleOf(peer) };
        const check = { allowReduced, ...probeBetween(sides) };
        return migrateLive(sides, { partition, to, onProgress, ...check }, signal);
      }),
    migrateCold: ({ source, target, ...request }, signal) =>
      between({ source, target }, signal, (sides) => migrateCold(sides, request, signal)),
    evacuate: (request, signal) =>
      access.changeAll([request.source, request.target], signal, async () =>
        evacuate(await access.open(request.target, signal), await evacuationOf(request, signal), signal),
      ),
    confirmMigration: (id, signal) =>
      within(id, signal, async (computes, record) => {
        const { source, target } = sidesOf(computes, record);
        if (record.kind !== 'evacuate') return await confirmColdMigration(source(), id, signal);
        return await cleanReturnedSource({ source: source(), target: target() }, id, signal);
      }),
    revertMigration: (id, signal) =>
      within(id, signal, async (computes, record) => {
        const { source, target } = sidesOf(computes, record);
        return await revertColdMigration({ source: source(), target: target() }, id, signal);
      }),
    async abortMigration(id, signal) {
      try {
        return await within(id, signal, (computes) => abortMigration(computes, id, signal));
      } catch (error) {
        if (!(error instanceof HostError) || error.code !== 'HOST_LOCKED') throw error;
        return await callBackMigration(access, { id, locked: error }, signal);
      }
    },
    recoverMigration: (request, signal) =>
      within(request.id, signal, (computes) => recoverMigration(computes, request, signal)),
    resumeMigration: (id, signal) => within(id, signal, (computes) => resumeMigration(computes, id, signal)),
  };
}

function probeBetween(sides: BothSides): Pick<DestinationCheck, 'probeKeys'> {
  return { probeKeys: (signal) => probeKeys(sides, signal) };
}

/** NovaLinks let each other in as `wlp`, by their keys (nova-powervm live_migration.py [R]). */
function consoleOf({ session, address, user }: PeerConsole) {
  return { address, user: session.traits.kind === 'novalink' ? 'wlp' : user };
}
