import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { MigrationEnd, MigrationObstacle } from '../migration/migration-obstacle.ts';
import { explainMigration } from './explain-migration.ts';
import { listed, plural } from './plural.ts';
import { printable, quoted } from './printable.ts';

/** The two systems by name. */
export type MigrationEndNames = Readonly<Record<MigrationEnd, string>>;

/** What stands in the way and what to do, a line each; the vNICs that do not fit have lines of their own. */
export function explainMigrationObstacle(
  obstacle: MigrationObstacle,
  names: MigrationEndNames,
): readonly string[] {
  if (obstacle.kind === 'vnics-short') return explainMigration(obstacle.forecast);
  return [explainInLine(obstacle, { source: printable(names.source), target: printable(names.target) })];
}

function explainInLine(
  obstacle: Exclude<MigrationObstacle, { kind: 'vnics-short' }>,
  names: MigrationEndNames,
): string {
  switch (obstacle.kind) {
    case 'same-system':
      return `source and target are the same system, ${names.source}; name another target`;
    case 'not-master':
      return `${names[obstacle.end]} cannot be changed through this console: another one is its management master; use that one, or make this one the master`;
    case 'no-mobility':
      return `${names[obstacle.end]} does not support live migration; enable partition mobility there, or migrate the partition powered off`;
    case 'migrations-full':
      return `${names[obstacle.end]} has ${obstacle.inProgress} of at most ${plural(obstacle.maximum, 'live migration')} in progress; wait until one has ended`;
    case 'no-mover':
      return `${names[obstacle.end]} has no running VIOS that is a mover service partition; start one, or make one of its VIOSes a mover`;
    case 'memory-region':
      return `memory regions differ: ${obstacle.source} MB on ${names.source}, ${obstacle.target} MB on ${names.target}; they have to be equal for a live migration`;
    case 'processor-mode':
      return `the partition runs in processor mode ${printable(obstacle.mode)}, and ${names.target} supports ${listed(obstacle.supported.map(printable))}; start it in one of these modes`;
    case 'not-running':
      return `the partition is '${printable(obstacle.state)}', and only a running one migrates live; start it, or migrate it powered off`;
    case 'rmc-inactive':
      return `the RMC connection of the partition is '${printable(obstacle.rmc)}': a live migration needs it active; mend its management network or wait some minutes after a boot`;
    case 'no-dynamic-resources':
      return 'the memory or the processors of the partition cannot be changed while it runs, which a live migration needs; look at its operating system and RMC';
    case 'migrating':
      return `the partition is migrating already (${printable(obstacle.state)}); wait until that has ended, or recover it`;
    case 'direct-logical-ports':
      return `the partition has ${plural(obstacle.count, 'SR-IOV logical port')} of its own, which cannot move; remove what is not behind a vNIC`;
    case 'partition-there':
      return `${names.target} has a partition of this UUID already, ${quoted(obstacle.name)}; look at which of the two is meant`;
    case 'name-taken':
      return `${names.target} has another partition called ${quoted(obstacle.name)} (${obstacle.by}); rename one of them`;
    case 'memory-short':
      return `${names.target} has ${obstacle.available} MB of memory available, and the partition takes ${obstacle.wanted} MB`;
    case 'processors-short':
      return `${names.target} has ${obstacle.available} processing units available, and the partition takes ${obstacle.wanted}`;
    case 'slot-beyond':
      return `vNIC ${formatMacAddress(obstacle.mac)} has slot ${obstacle.slot}, and the partition would have ${plural(obstacle.maximum, 'virtual slot')}; raise its maximum`;
  }
}
