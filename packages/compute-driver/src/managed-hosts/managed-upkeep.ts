import { deleteOrphan } from '../attach/delete-orphan.ts';
import { findOrphans } from '../attach/find-orphans.ts';
import type { Orphan } from '../attach/list-orphans.ts';
import { type DrainOrder, type DrainReport, drainHost } from '../heal/drain-host.ts';
import { endMaintenance } from '../heal/end-maintenance.ts';
import type { HealReport } from '../heal/heal-report.ts';
import { listMaintenance, type Maintenance } from '../heal/list-maintenance.ts';
import type { MovedPaths } from '../heal/move-paths.ts';
import { type DrainRequest, type IdentifiedDrain, planDrain } from '../heal/plan-drain.ts';
import { reconcile } from '../heal/reconcile.ts';
import {
  type MaintenanceStart,
  type MaintenanceStarted,
  startMaintenance,
} from '../heal/start-maintenance.ts';
import type { HostAccess } from './host-access.ts';

/** What keeps a host in order: each act is a plan that somebody has seen, or is named one by one. */
export interface ManagedUpkeep {
  /** Holds the platform against the records; changes nothing. */
  diagnose(host: string, signal: AbortSignal): Promise<HealReport>;
  /** Carries out exactly the plans with these ids, and none when one of them is not the plan any more. */
  heal(host: string, plans: readonly string[], signal: AbortSignal): Promise<HealReport>;
  findOrphans(host: string, signal: AbortSignal): Promise<readonly Orphan[]>;
  deleteOrphan(host: string, orphan: Orphan, signal: AbortSignal): Promise<void>;
  listMaintenance(host: string, signal: AbortSignal): Promise<readonly Maintenance[]>;
  startMaintenance(host: string, start: MaintenanceStart, signal: AbortSignal): Promise<MaintenanceStarted>;
  endMaintenance(
    host: string,
    end: Pick<MaintenanceStart, 'place'>,
    signal: AbortSignal,
  ): Promise<MovedPaths>;
  planDrain(host: string, request: DrainRequest, signal: AbortSignal): Promise<IdentifiedDrain>;
  drain(host: string, order: DrainOrder, signal: AbortSignal): Promise<DrainReport>;
}

export function managedUpkeep({ open, openNow, change }: HostAccess): ManagedUpkeep {
  return {
    diagnose: async (name, signal) => reconcile(await openNow(name, signal), {}, signal),
    heal: (name, plans, signal) =>
      change(name, signal, (compute) => reconcile(compute, { policy: { kind: 'approve', plans } }, signal)),
    findOrphans: async (name, signal) => findOrphans(await open(name, signal), signal),
    deleteOrphan: (name, orphan, signal) =>
      change(name, signal, (compute) => deleteOrphan(compute, orphan, signal)),
    listMaintenance: async (name, signal) => listMaintenance(await openNow(name, signal)),
    startMaintenance: (name, start, signal) =>
      change(name, signal, (compute) => startMaintenance(compute, start, signal)),
    endMaintenance: (name, end, signal) =>
      change(name, signal, (compute) => endMaintenance(compute, end, signal)),
    planDrain: async (name, request, signal) => planDrain(await open(name, signal), request, signal),
    drain: (name, order, signal) => change(name, signal, (compute) => drainHost(compute, order, signal)),
  };
}
