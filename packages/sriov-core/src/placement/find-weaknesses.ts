import type { Constraint, Weakness } from '../vnic-plan.ts';
import { comfortableDevices } from '../vnic-request.ts';
import type { RankedPath } from './rank-failover.ts';

export interface WeaknessCase {
  readonly paths: readonly RankedPath[];
  readonly wanted: number;
  /** Why not all that were wanted; absent when they all were placed. */
  readonly shortfall: Constraint | undefined;
}

export function findWeaknesses({ paths, wanted, shortfall }: WeaknessCase): readonly Weakness[] {
  const down = locations(paths.filter(({ port }) => !port.linkUp));
  const unlabelled = locations(paths.filter(({ port }) => port.label === ''));
  return [
    ...(shortfall === undefined
      ? []
      : [{ kind: 'fewer-devices', wanted, placed: paths.length, because: shortfall } as const]),
    ...findSharing(paths, ({ port }) => port.adapterId).map(({ first, ...sharing }) => {
      return { kind: 'shared-adapter', adapterLocation: first.port.adapterLocation, ...sharing } as const;
    }),
    ...findSharing(paths, ({ vios }) => vios.uuid).map(({ first, ...sharing }) => {
      return { kind: 'shared-vios', viosName: first.vios.name, ...sharing } as const;
    }),
    ...(down.length > 0 ? [{ kind: 'link-down', ports: down } as const] : []),
    ...(unlabelled.length > 0 ? [{ kind: 'unlabelled-port', ports: unlabelled } as const] : []),
    ...(paths.length > comfortableDevices ? [{ kind: 'many-devices', devices: paths.length } as const] : []),
  ];
}

function findSharing<Key>(paths: readonly RankedPath[], keyOf: (path: RankedPath) => Key) {
  return paths.flatMap((first) => {
    const sharing = paths.filter((path) => keyOf(path) === keyOf(first));
    if (sharing.length < 2 || sharing[0] !== first) return [];
    return [{ first, ports: locations(sharing), all: sharing.length === paths.length }];
  });
}

function locations(paths: readonly RankedPath[]) {
  return paths.map(({ port }) => port.location);
}
