import type { ManagedHosts } from '@powervm-sriov/compute-driver';
import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CordonedPlace, HostSnapshot } from '@powervm-sriov/sriov-core';
import type { ProgramIo } from '../program-io.ts';
import { selectSystem } from '../select/select-system.ts';
import type { ValueKind } from './value-kind.ts';

/** Live values make nobody wait: a console that takes longer is not asked further. */
const patience = 3_000;

/** Asks the console that the line names. It never asks the user: without a password file there are no live values. */
export async function liveValues(
  io: ProgramIo,
  kind: ValueKind,
  options: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const signal = AbortSignal.any([io.interrupted, AbortSignal.timeout(patience)]);
  if (kind === 'host') {
    const { hostsFilePath, readHostsFile } = await import('../connection/hosts-file.ts');
    return [...(await readHostsFile(options.config ?? hostsFilePath(io.env), signal)).consoles.keys()];
  }
  const { openConsole } = await import('../connection/open-console.ts');
  const console = await openConsole(withoutDebug(options), { io, command: 'completion' }, signal);
  try {
    return await valuesOf(console.hosts, { kind, system: options.managedSystem }, signal);
  } finally {
    await console.close();
  }
}

interface WantedValues {
  readonly kind: Exclude<ValueKind, 'host'>;
  readonly system: string | undefined;
}

async function valuesOf(
  hosts: ManagedHosts,
  { kind, system }: WantedValues,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (kind === 'system') return (await hosts.hosts(signal)).map(({ name }) => name);
  if (kind === 'target') return (await hosts.targets(signal)).map(({ name }) => name);
  if (kind === 'migration') {
    return (await hosts.listMigrations(signal)).flatMap(({ id, partitionName }) => [id, partitionName]);
  }
  const host = await selectSystem(hosts, system, signal);
  if (kind === 'orphan') {
    return (await hosts.findOrphans(host, signal)).map(({ mac }) => formatMacAddress(mac));
  }
  const { snapshot } = await hosts.view(host, signal);
  if (kind === 'marked-adapter' || kind === 'marked-port' || kind === 'marked-vios') {
    const marks = (await hosts.listMaintenance(host, signal)).map(({ cordon }) => cordon);
    return marks.flatMap((mark) => (kind === `marked-${mark.kind}` ? valueOfPlace(mark, snapshot) : []));
  }
  const { adapters, partitions, vioses, vnics } = snapshot;
  const ports = adapters.flatMap((adapter) => adapter.ports);
  switch (kind) {
    case 'partition':
      return partitions.map(({ name }) => name);
    case 'adapter':
      return adapters.map(({ location }) => location);
    case 'port':
      return ports.map(({ location }) => location);
    case 'vios':
      return vioses.map(({ name }) => name);
    case 'network':
      return ports.flatMap(({ label }) => label ?? []);
    case 'vnic':
      return vnics.map(({ mac }) => formatMacAddress(mac));
  }
}

function valueOfPlace(place: CordonedPlace, { vioses }: HostSnapshot): string {
  switch (place.kind) {
    case 'adapter':
    case 'port':
      return place.location;
    case 'vios':
      return vioses.find(({ uuid }) => sameUuid(uuid, place.uuid))?.name ?? place.uuid;
    case 'host':
      return '';
  }
}

function withoutDebug({
  debug: _debug,
  personality: _personality,
  ...options
}: Readonly<Record<string, string>>) {
  return options;
}
