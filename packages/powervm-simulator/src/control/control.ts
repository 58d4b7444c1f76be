import { holdVnic } from '../platform/hold-vnic.ts';
import type { MigrationFailure } from '../platform/migration/migration-state.ts';
import type { Platform } from '../platform/platform.ts';
import { PlatformRefusal } from '../platform/platform-refusal.ts';
import type { RmcState } from '../platform/platform-state.ts';
import { renewEtags } from '../platform/renew-etags.ts';
import { failAdapter, returnAdapter } from '../platform/set-adapter-health.ts';
import { plugCable, pullCable } from '../platform/set-cable.ts';
import { failNextMigration, openVterm, setOsResponsive } from '../platform/set-partition-conditions.ts';
import { setRmc } from '../platform/set-rmc.ts';
import { disconnectSystem, reconnectSystem } from '../platform/set-system-connection.ts';
import { startSystem, stopSystem } from '../platform/set-system-power.ts';
import { startVios, stopVios } from '../platform/set-vios-power.ts';
import type { Console } from '../rest/console.ts';
import type { CounterValues } from './counters.ts';
import type { Service } from './deliver.ts';
import type { FaultRuleInput } from './fault-rule.ts';
import { describeState, type TrueState } from './true-state.ts';

/** Hands on the simulated world, outside the REST API. Locations are codes; VIOSes and partitions go by name or UUID. */
export interface Control {
  readonly pullCable: (location: string) => void;
  readonly plugCable: (location: string) => void;
  readonly failAdapter: (location: string) => void;
  readonly returnAdapter: (location: string) => void;
  readonly stopVios: (vios: string) => void;
  readonly startVios: (vios: string) => void;
  readonly setRmc: (partition: string, rmc: RmcState) => void;
  /** The partition's operating system uses the vNIC with this MAC address (or lets it go): it cannot be removed. */
  readonly holdVnic: (mac: string, held: boolean) => void;
  /** Whether the partition's operating system shuts down when it is told to. */
  readonly setOsResponsive: (partition: string, responsive: boolean) => void;
  /** Somebody sits at the partition's virtual terminal, until a client closes it. */
  readonly openVterm: (partition: string) => void;
  /**
   * The next migration of the partition fails: `validate` and `start` leave nothing behind, after `half` and `end` the
   * partition is to be recovered, to the source and to the target.
   */
  readonly failNextMigration: (
    partition: string,
    failure: { readonly at: MigrationFailure['at']; readonly reason?: string; readonly needsForce?: boolean },
  ) => void;
  /** All power of the system is lost, or comes back: VIOSes come up, and partitions with AutoStart. By name or UUID. */
  readonly setSystemPower: (system: string, power: 'on' | 'off') => void;
  /** Without a connection the console goes on showing what it saw last, and refuses every change. */
  readonly setSystemConnection: (system: string, connection: 'up' | 'down') => void;
  /** Sessions, event queues, jobs and etags are gone; what the platform does goes on. */
  readonly restartConsole: () => void;
  /** Every token is refused from now on, as after a restart of the console. */
  readonly expireSessions: () => void;
  /** Every event reader loses what it has not read. */
  readonly loseEvents: () => void;
  readonly inject: (rule: FaultRuleInput) => void;
  readonly clearFaults: () => void;
  readonly counters: () => CounterValues;
  readonly resetCounters: () => void;
  readonly state: () => TrueState;
}

export function controlOf(service: Service): Control {
  const { console, faults, counters } = service;
  const { platform, sessions, events } = console;
  return {
    pullCable: (location) => pullCable(platform, location),
    plugCable: (location) => plugCable(platform, location),
    failAdapter: (location) => failAdapter(platform, location),
    returnAdapter: (location) => returnAdapter(platform, location),
    stopVios: (vios) => stopVios(platform, viosTarget(platform, vios)),
    startVios: (vios) => startVios(platform, viosTarget(platform, vios)),
    setRmc: (partition, rmc) => setRmc(platform, { ...partitionTarget(platform, partition), rmc }),
    holdVnic: (mac, held) => holdVnic(platform, { ...vnicTarget(platform, mac), held }),
    setOsResponsive: (partition, isResponsive) =>
      setOsResponsive(platform, { ...partitionTarget(platform, partition), isResponsive }),
    openVterm: (partition) => openVterm(platform, partitionTarget(platform, partition)),
    failNextMigration: (partition, { at, reason = `Told to fail at ${at}.`, needsForce = false }) =>
      failNextMigration(platform, {
        ...partitionTarget(platform, partition),
        failure: { at, reason, needsForce },
      }),
    setSystemPower: (system, power) =>
      (power === 'on' ? startSystem : stopSystem)(platform, systemTarget(platform, system)),
    setSystemConnection: (system, connection) =>
      (connection === 'up' ? reconnectSystem : disconnectSystem)(platform, systemTarget(platform, system)),
    restartConsole: () => restartConsole(console),
    expireSessions: () => sessions.expireAll(),
    loseEvents: () => events.gap(),
    inject: (rule) => faults.inject(rule),
    clearFaults: () => faults.clear(),
    counters: () => counters.values(),
    resetCounters: () => counters.reset(),
    state: () => describeState(platform.state),
  };
}

function restartConsole({ platform, sessions, events, jobs }: Console): void {
  sessions.expireAll();
  events.close();
  jobs.forgetAll();
  platform.migrationJobs.clear();
  renewEtags(platform.state);
}

function systemTarget({ state }: Platform, nameOrUuid: string): { system: string } {
  const system = state.systems.find(({ name, uuid }) => name === nameOrUuid || uuid === nameOrUuid);
  return system === undefined ? unknown(`managed system ${nameOrUuid}`) : { system: system.uuid };
}

function viosTarget({ state }: Platform, nameOrUuid: string): { system: string; vios: string } {
  for (const system of state.systems) {
    const vios = system.vioses.find(({ name, uuid }) => name === nameOrUuid || uuid === nameOrUuid);
    if (vios !== undefined) return { system: system.uuid, vios: vios.uuid };
  }
  return unknown(`VIOS ${nameOrUuid}`);
}

function partitionTarget({ state }: Platform, nameOrUuid: string): { system: string; partition: string } {
  for (const system of state.systems) {
    const staying = system.partitions.filter(({ migration }) => migration?.role !== 'target');
    const partition = [...staying, ...system.vioses].find(
      ({ name, uuid }) => name === nameOrUuid || uuid === nameOrUuid,
    );
    if (partition !== undefined) return { system: system.uuid, partition: partition.uuid };
  }
  return unknown(`partition ${nameOrUuid}`);
}

function vnicTarget({ state }: Platform, mac: string): { system: string; partition: string; vnic: string } {
  for (const system of state.systems) {
    for (const partition of system.partitions) {
      const vnic = partition.vnics.find((candidate) => candidate.mac === mac.toUpperCase());
      if (vnic !== undefined) return { system: system.uuid, partition: partition.uuid, vnic: vnic.uuid };
    }
  }
  return unknown(`vNIC with MAC address ${mac}`);
}

function unknown(what: string): never {
  throw new PlatformRefusal(404, 'SIM-NOT-FOUND', `There is no ${what}.`);
}
