import type { ConsoleEvent, Session } from '@powervm-sriov/pypowervm-ts';
import type { PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon, CordonedPlace, PlacementPolicy } from '@powervm-sriov/sriov-core';
import type { VifHost } from '@powervm-sriov/vif-drivers';
import { changeGate } from './change-gate.ts';
import { exclusiveLock } from './exclusive-lock.ts';
import { freshness, vnicsOf } from './freshness.ts';
import { createHostView, type HostView, type ViewState } from './host-view.ts';
import type { Inventory } from './inventory.ts';
import type { Cordons } from './open-cordons.ts';
import { createPartReader } from './part-reader.ts';
import { partitionKey } from './partition-key.ts';
import type { HostReader } from './read-host.ts';
import { reservationLedger } from './reservation-ledger.ts';
import { takeEvent } from './take-event.ts';
import { unsettledTargets } from './unsettled-targets.ts';
import { writesUnderWay } from './writes-under-way.ts';

/** One managed system: its session, what is known of it, and what is in flight on it. */
export interface Host extends VifHost {
  /** What is known, how old it is, and whether something may have been missed. */
  view(): ViewState;
  /** Reads the whole host, as far as it has changed: system, VIOSes, partitions, and the vNICs of each. */
  refresh(signal: AbortSignal): Promise<void>;
  /** Marks a place for maintenance: nothing new is placed there, what is there stays. */
  cordon(cordon: Cordon, signal: AbortSignal): Promise<void>;
  uncordon(place: CordonedPlace, signal: AbortSignal): Promise<void>;
  readonly upkeep: HostUpkeep;
}

/** What {@link watchHosts} does to keep the view of a host up to date. */
export interface HostUpkeep extends Pick<HostView, 'catchUp' | 'reread' | 'setWatched'> {
  take(event: ConsoleEvent): void;
}

export interface HostParts {
  readonly session: Session;
  readonly system: SystemUuid;
  readonly reader: HostReader;
  readonly inventory: Inventory;
  readonly cordons: Cordons;
  /** Whether plugs are told of partitions whose profile does not follow. */
  readonly checkProfiles: boolean;
  readonly placement: PlacementPolicy;
  /** Milliseconds for which a view is fit to decide from, while nobody reports a change. */
  readonly maximumAge: number;
}

export function createHost(parts: HostParts): Host {
  const { session, system, reader, inventory, cordons, maximumAge } = parts;
  const lock = exclusiveLock();
  const writes = writesUnderWay();
  const gate = changeGate();
  const ledger = reservationLedger();
  const unsettled = unsettledTargets();
  const fresh = freshness(() => session.clock.now());
  const onVnicsKnown = (partition: PartitionUuid): void => unsettled.settle(partition, ledger.release);
  const partReader = createPartReader({ reader, inventory, fresh, gate, onVnicsKnown });
  const view = createHostView({ reader: partReader, inventory, fresh, maximumAge });

  /** What we changed ourselves the platform's documents show now, too, in a version that nobody has read. */
  const forgetVersions = (partition: PartitionUuid): void => {
    reader.forgetSystem();
    reader.forgetVnics(partition);
  };

  return {
    session,
    system,
    view: view.state,
    refresh: view.refresh,
    upkeep: {
      catchUp: view.catchUp,
      reread: view.reread,
      setWatched: view.setWatched,
      take: (event) => takeEvent({ system, inventory, view, writes }, event),
    },
    exclusively: ({ partition, mac }, signal, work) =>
      lock.run(`${partitionKey(partition)} ${mac}`, signal, () => writes.run(work)),
    changing: gate.change,
    freshen: (partition, demand, signal) =>
      demand === 'settled'
        ? gate.quietly(() => view.freshen(partition, 'read-now', signal))
        : view.freshen(partition, demand, signal),
    expireSystem: () => view.mark('system'),
    snapshot: inventory.snapshot,
    reservations: ledger.all,
    cordons: cordons.all,
    placement: parts.placement,
    cordon: cordons.set,
    uncordon: cordons.clear,
    profileSync: (partition) =>
      parts.checkProfiles ? inventory.partition(partition)?.profileSync : undefined,
    reserve: ledger.reserve,
    release: ({ mac }) => ledger.release(mac),
    distrust(target) {
      view.mark(vnicsOf(target.partition));
      unsettled.add(target);
    },
    lookAgain: partReader.lookAgain,
    applyVnic(vnic) {
      inventory.applyVnic(vnic);
      forgetVersions(vnic.partitionUuid);
      ledger.release(vnic.mac);
    },
    replaceVnic(before, after) {
      inventory.replaceVnic(before, after);
      forgetVersions(after.partitionUuid);
    },
    forgetVnic(vnic) {
      inventory.forgetVnic(vnic);
      forgetVersions(vnic.partitionUuid);
    },
  };
}
