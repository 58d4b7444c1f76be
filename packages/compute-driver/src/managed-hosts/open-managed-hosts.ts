import { type ManagedSystemResource, readManagedSystems, type Session } from '@powervm-sriov/pypowervm-ts';
import { countPool, type PlacementPolicy, planVnic } from '@powervm-sriov/sriov-core';
import { changeDevices, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { type CordonStore, memoryCordonStore } from '../host/cordon-store.ts';
import type { Host } from '../host/host.ts';
import { labelPorts } from '../host/label-ports.ts';
import { openHost } from '../host/open-host.ts';
import { setAdapterMode } from '../host/set-adapter-mode.ts';
import { setPort } from '../host/set-port.ts';
import { examineHost } from './examine-host.ts';
import type { ManagedHost, ManagedHosts } from './managed-hosts.ts';
import { planDevices } from './plan-devices.ts';
import { recordHost } from './record-host.ts';

export interface OpenManagedHostsOptions {
  /** The console; whoever opened the session closes it. */
  readonly session: Session;
  /** Where maintenance marks are kept; by default only as long as the hosts are open. */
  readonly cordons?: CordonStore;
  /** Of every host: limits that the platform does not tell, and the requests to keep room for. */
  readonly placement?: PlacementPolicy;
}

/** The hosts of one console, served in this process; each is read when it is first asked for. */
export function openManagedHosts({
  session,
  cordons = memoryCordonStore(),
  placement = {},
}: OpenManagedHostsOptions): ManagedHosts {
  const opened = new Map<string, Host>();

  const open = async (name: string, signal: AbortSignal): Promise<Host> => {
    const known = opened.get(name);
    if (known !== undefined) return known;
    const host = await openHost({ session, system: name, cordons, placement }, signal);
    // Asked for by another name, or twice at once: there is one host for a system, because it holds the locks.
    const same = [...opened.values()].find(({ system }) => system === host.system) ?? host;
    opened.set(name, same);
    return same;
  };

  const openNow = async (name: string, signal: AbortSignal): Promise<Host> => {
    const isOpen = opened.has(name);
    const host = await open(name, signal);
    if (isOpen) await host.refresh(signal);
    return host;
  };

  return {
    hosts: async (signal) => (await readManagedSystems(session, signal)).map(describeSystem),
    view: async (name, signal) => (await openNow(name, signal)).view(),
    labelPorts: async (name, change, signal) => labelPorts(await open(name, signal), change, signal),
    setPort: async (name, change, signal) => setPort(await open(name, signal), change, signal),
    setAdapterMode: async (name, change, signal) => setAdapterMode(await open(name, signal), change, signal),
    async planVnic(name, request, signal) {
      const host = await open(name, signal);
      return planVnic({ request, ...situationOf(host) });
    },
    async countPool(name, request, signal) {
      const host = await openNow(name, signal);
      return countPool({ ...request, ...situationOf(host) });
    },
    plugVnic: async (name, request, signal) => pvmSriovDriver.plug(await open(name, signal), request, signal),
    unplugVnic: async (name, request, signal) =>
      pvmSriovDriver.unplug(await open(name, signal), request, signal),
    planDevices: async (name, request, signal) => planDevices(await open(name, signal), request, signal),
    changeDevices: async (name, request, signal) => changeDevices(await open(name, signal), request, signal),
    examine: async (name, signal) => examineHost(await open(name, signal), signal),
    record: async (name, { anonymize = false }, signal) =>
      recordHost(session, { system: (await open(name, signal)).system, anonymize }, signal),
  };
}

/** What every decision about a host takes into account. */
function situationOf(host: Host) {
  const [snapshot, reservations, cordons] = [host.snapshot(), host.reservations(), host.cordons()];
  return { snapshot, reservations, cordons, ...host.placement };
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
