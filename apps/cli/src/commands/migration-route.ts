import type { ManagedHost, MigrationRoute } from '@powervm-sriov/compute-driver';
import { type PartitionUuid, parseSystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { CommandError } from '../command-error.ts';
import type { ConsoleWork } from '../connection/with-host.ts';
import { selectOne } from '../select/select-one.ts';
import { selectPartition } from '../select/select-partition.ts';
import { selectSystem } from '../select/select-system.ts';
import { systemName } from './migration-columns.ts';
import { systemsOf } from './select-migration.ts';

/** Which partition goes from where to where, as given on the command line. */
export interface RouteOptions {
  readonly lpar: string;
  readonly to?: string | undefined;
  readonly managedSystem?: string | undefined;
}

export interface NamedRoute extends MigrationRoute {
  readonly name: string;
  readonly from: string;
  readonly onto: string;
  /** `running`, ...; undefined where the source is not asked. */
  readonly state: string | undefined;
}

/** The partition as its system shows it. Where only one system has one of that name, that is the source. */
export async function findRoute(work: ConsoleWork, options: RouteOptions): Promise<NamedRoute> {
  const { hosts, signal } = work;
  const systems = await systemsOf(work);
  const source = await findSource(work, options);
  const { snapshot } = await hosts.view(source, signal);
  const { uuid: partition, name, state } = selectPartition(snapshot, options.lpar);
  const target = await findTarget(work, { source, to: options.to });
  const route = { source: snapshot.system.uuid, target, partition };
  return { ...route, name, state, from: snapshot.system.name, onto: systemName(systems, target) };
}

/** The partition as the records have it: its system is dead. */
export async function findRecordedRoute(work: ConsoleWork, options: RouteOptions): Promise<NamedRoute> {
  const { hosts, signal } = work;
  const systems = await systemsOf(work);
  const { lpar, managedSystem } = options;
  const isFrom = (system: string): boolean =>
    managedSystem === undefined ||
    sameUuid<string>(system, managedSystem) ||
    systemName(systems, system) === managedSystem;
  const created = (await hosts.listCreated(signal)).filter(({ system }) => isFrom(system));
  if (created.length === 0) {
    throw new CommandError(
      'UNKNOWN',
      `there is no record of partition ${JSON.stringify(lpar)} to build it from elsewhere`,
      'only what lpar create made can be evacuated; others are rebuilt by their console',
    );
  }
  const {
    system: source,
    partition,
    spec,
  } = selectOne({
    kind: 'recorded partition',
    wanted: lpar,
    items: created,
    ways: [(each) => sameUuid<string>(each.partition, lpar), (each) => each.spec.name === lpar],
    name: (each) => `${each.spec.name} on ${systemName(systems, each.system)}`,
  });
  const target = await findTarget(work, { source, to: options.to });
  const from = systemName(systems, source);
  return {
    source,
    target,
    partition,
    name: spec.name,
    state: undefined,
    from,
    onto: systemName(systems, target),
  };
}

async function findSource(
  { hosts, signal, managedSystem }: ConsoleWork,
  { lpar, managedSystem: wanted = managedSystem }: RouteOptions,
): Promise<string> {
  const systems = await hosts.hosts(signal);
  if (wanted !== undefined || systems.length < 2) return await selectSystem(hosts, wanted, signal);
  const having: string[] = [];
  for (const { uuid } of systems) {
    const { partitions } = (await hosts.view(uuid, signal)).snapshot;
    const isHere = (each: { readonly name: string; readonly uuid: PartitionUuid }): boolean =>
      each.name === lpar || sameUuid<string>(each.uuid, lpar);
    if (partitions.some(isHere)) having.push(uuid);
  }
  const [only, ...others] = having;
  if (only !== undefined && others.length === 0) return only;
  throw new CommandError(
    only === undefined ? 'UNKNOWN' : 'AMBIGUOUS',
    only === undefined
      ? `no system of the console has a partition ${JSON.stringify(lpar)}`
      : `${having.length} systems have a partition ${JSON.stringify(lpar)}`,
    only === undefined
      ? 'pvm-sriov lpar list -m SYSTEM names them'
      : '-m NAME says which system it is to leave',
  );
}

async function findTarget(
  { hosts, signal }: ConsoleWork,
  { source, to }: { readonly source: string; readonly to: string | undefined },
) {
  const systems: readonly ManagedHost[] = await hosts.targets(signal);
  const others = systems.filter(({ uuid }) => !sameUuid<string>(uuid, source));
  if (to === undefined && others[0] !== undefined && others.length === 1) return others[0].uuid;
  if (to === undefined) {
    const names = others.map(({ name }) => name).join(', ') || 'none; --to-host NAME names another console';
    throw new CommandError('USAGE', 'to which system? say --to NAME', `there are: ${names}`);
  }
  const { uuid } = selectOne({
    kind: 'target system',
    wanted: to,
    items: others,
    ways: [
      ({ name }) => name === to,
      ({ uuid }) => sameUuid<string>(uuid, to),
      ({ machine }) => machine === to,
    ],
    name: ({ name }) => name,
  });
  return parseSystemUuid(uuid);
}
