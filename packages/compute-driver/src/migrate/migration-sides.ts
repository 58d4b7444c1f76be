import { type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import { explainPhase } from './explain-phase.ts';
import { nameMigration } from './migration-journey.ts';

/** The hosts of a migration among those at hand; asked for only when a step needs them, as one may be dead. */
export interface MigrationSides {
  source(): ComputeHost;
  target(): ComputeHost;
}

/** Where both are at hand. */
export interface BothSides {
  readonly source: ComputeHost;
  readonly target: ComputeHost;
}

/** Hosts at hand, at least the one that asks. */
export type ComputeHosts = readonly [ComputeHost, ...ComputeHost[]];

/** @throws HostError SYSTEM_UNKNOWN, by the side that is asked for and not at hand */
export function sidesOf(computes: ComputeHosts, record: MigrationRecord): MigrationSides {
  const find = (system: SystemUuid, role: string): ComputeHost => {
    const found = computes.find(({ host }) => sameUuid(host.system, system));
    if (found !== undefined) return found;
    throw new HostError(
      'SYSTEM_UNKNOWN',
      `${nameMigration(record)} ${explainPhase(record)} and needs its ${role}, system ${system}, which is not among the hosts at hand; connect to it first`,
    );
  };
  return {
    source: () => find(record.source, 'source'),
    target: () => find(record.target, 'target'),
  };
}
