import { type ManagedSystemResource, readManagedSystems, type Session } from '@powervm-sriov/pypowervm-ts';
import type { PlacementPolicy } from '@powervm-sriov/sriov-core';
import type { ComputeHostSettings } from '../compute-host.ts';
import { labelPorts } from '../host/label-ports.ts';
import { setAdapterMode } from '../host/set-adapter-mode.ts';
import { setPort } from '../host/set-port.ts';
import { situationOf } from '../host/situation-of.ts';
import { countInTurns } from '../pool/count-in-turns.ts';
import { createResourceReporter } from '../pool/resource-reporter.ts';
import { memoryRecordStore } from '../records/memory-record-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import { examineHost } from './examine-host.ts';
import { type Finished, hostAccess } from './host-access.ts';
import type { ManagedHost, ManagedHosts } from './managed-hosts.ts';
import { managedMigrations, type PeerConsole } from './managed-migrations.ts';
import { managedPartitions } from './managed-partitions.ts';
import { managedUpkeep } from './managed-upkeep.ts';
import { managedVnics } from './managed-vnics.ts';
import { recordHost } from './record-host.ts';

export interface OpenManagedHostsOptions {
  /** The console; whoever opened the session closes it. */
  readonly session: Session;
  /** What was asked for, maintenance marks and locks; by default only as long as the hosts are open. */
  readonly records?: RecordStore;
  /** As records tell it: `operator root`. */
  readonly askedBy?: string;
  /** As other programs are told it, while this one changes a system; `askedBy` unless given. */
  readonly holder?: string;
  /** Another console, to whose systems partitions can move. */
  readonly peer?: PeerConsole | undefined;
  /** Another console of a system that is evacuated; the console itself unless given. */
  readonly witness?: Session | undefined;
  /** Of every host: limits that the platform does not tell, and the requests to keep room for. */
  readonly placement?: PlacementPolicy;
  readonly settings?: ComputeHostSettings;
  /** Told of each record that a program left half way when it died, as it is brought to rest before the next change. */
  readonly onFinished?: (finished: Finished) => void;
}

/** The hosts of one console, served in this process; each is read when it is first asked for. */
export function openManagedHosts(options: OpenManagedHostsOptions): ManagedHosts {
  const { session, records = memoryRecordStore(), askedBy = 'operator', peer, witness = session } = options;
  const { holder = askedBy, placement = {}, settings = {}, onFinished = () => {} } = options;
  const sessions = [session, ...(peer === undefined ? [] : [peer.session])] as const;
  const access = hostAccess({
    sessions,
    records,
    askedBy,
    holder,
    placement,
    settings,
    onFinished,
  });
  const { open, openNow, change } = access;
  return {
    hosts: (signal) => describeSystems(session, signal),
    targets: (signal) => describeSystems(peer?.session ?? session, signal),
    view: async (name, signal) => (await openNow(name, signal)).host.view(),
    labelPorts: (name, labels, signal) =>
      change(name, signal, ({ host }) => labelPorts(host, labels, signal)),
    setPort: (name, port, signal) => change(name, signal, ({ host }) => setPort(host, port, signal)),
    setAdapterMode: (name, mode, signal) =>
      change(name, signal, ({ host }) => setAdapterMode(host, mode, signal)),
    async countPool(name, request, signal) {
      const { host } = await openNow(name, signal);
      return await countInTurns({ ...request, ...situationOf(host) });
    },
    reportResources: async (name, report, signal) =>
      createResourceReporter(await openNow(name, signal), report).getAvailableResource(signal),
    examine: async (name, signal) => examineHost((await open(name, signal)).host, signal),
    record: async (name, { anonymize = false }, signal) =>
      recordHost(session, { system: (await open(name, signal)).host.system, anonymize }, signal),
    ...managedVnics(access),
    ...managedPartitions(access),
    ...managedUpkeep(access),
    ...managedMigrations(access, { peer, witness }),
  };
}

async function describeSystems(session: Session, signal: AbortSignal): Promise<readonly ManagedHost[]> {
  return (await readManagedSystems(session, signal)).map(describeSystem);
}

function describeSystem({ uuid, values }: ManagedSystemResource): ManagedHost {
  const { machineType, model, serialNumber } = values.machineTypeModelAndSerialNumber ?? {};
  return {
    uuid,
    name: values.systemName ?? uuid,
    state: values.state,
    machine: machineType === undefined ? undefined : `${machineType}-${model ?? '?'}*${serialNumber ?? '?'}`,
    isMaster: values.isPowerVmManagementMaster ?? true,
    adapters: values.ioConfiguration.sriovAdapters.length,
    partitions: values.logicalPartitions.length,
    vioses: values.virtualIoServers.length,
  };
}
