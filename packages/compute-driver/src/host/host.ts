import { PowerVmError, type Session } from '@powervm-sriov/pypowervm-ts';
import type { MacAddress, PartitionUuid, SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VifHost } from '@powervm-sriov/vif-drivers';
import { exclusiveLock } from './exclusive-lock.ts';
import { type Inventory, partitionKey } from './inventory.ts';
import { neverAborted } from './never-aborted.ts';
import type { HostReader } from './read-host.ts';
import { reservationLedger } from './reservation-ledger.ts';
import { sharedRead } from './shared-read.ts';

/** One managed system: its session, what is known of it, and what is in flight on it. */
export interface Host extends VifHost {
  /** Reads the whole host again: system, VIOSes, partitions, and the vNICs of each. */
  refresh(signal: AbortSignal): Promise<void>;
  /** The system's documents changed by our own doing: the next decision reads them again. */
  expireSystem(): void;
}

export interface HostParts {
  readonly session: Session;
  readonly system: SystemUuid;
  readonly reader: HostReader;
  readonly inventory: Inventory;
  /** Milliseconds for which a view is fit to decide from, while nobody reports a change. */
  readonly maximumAge: number;
}

export function createHost({ session, system, reader, inventory, maximumAge }: HostParts): Host {
  const { clock } = session;
  const lock = exclusiveLock();
  const ledger = reservationLedger();
  /** When each part was last read; absent where a read is due. */
  let systemReadAt: number | undefined;
  const vnicsReadAt = new Map<string, number>();
  /** Reservations of requests whose outcome nobody knows; the next read of the partition settles them. */
  const unsettled = new Map<string, Set<MacAddress>>();

  const isFresh = (readAt: number | undefined): boolean =>
    readAt !== undefined && clock.now() - readAt <= maximumAge;

  const readSystem = sharedRead(async () => {
    const [mark, began] = [inventory.beginRead(), clock.now()];
    try {
      inventory.takeSystem(await reader.system(neverAborted), mark);
      systemReadAt = began;
    } finally {
      mark.end();
    }
  });

  const readPartition = async (partition: PartitionUuid, signal: AbortSignal): Promise<void> => {
    const [mark, began] = [inventory.beginRead(), clock.now()];
    try {
      const [state, vnics] = await Promise.all([
        reader.partition(partition, signal),
        reader.vnics(partition, signal),
      ]);
      inventory.takePartition(state);
      inventory.takeVnics(partition, vnics, mark);
    } catch (error) {
      if (!(error instanceof PowerVmError) || error.code !== 'NOT_FOUND') throw error;
      inventory.dropPartition(partition);
    } finally {
      mark.end();
    }
    settle(partition, began);
  };

  const settle = (partition: PartitionUuid, readAt: number): void => {
    const key = partitionKey(partition);
    vnicsReadAt.set(key, readAt);
    for (const mac of unsettled.get(key) ?? []) ledger.release(mac);
    unsettled.delete(key);
  };

  return {
    session,
    system,
    exclusively: ({ partition, mac }, signal, work) =>
      lock.run(`${partitionKey(partition)} ${mac}`, signal, work),
    async freshen(partition, { force = false }, signal) {
      const fresh = isFresh(systemReadAt) && isFresh(vnicsReadAt.get(partitionKey(partition)));
      if (fresh && !force) return 'kept';
      await Promise.all([readSystem(), readPartition(partition, signal)]);
      return 'read';
    },
    async refresh(signal) {
      const [, partitions] = await Promise.all([readSystem(), reader.partitions(signal)]);
      inventory.takePartitions(partitions);
      await Promise.all(
        partitions.map(async ({ uuid }) => {
          const [mark, began] = [inventory.beginRead(), clock.now()];
          try {
            inventory.takeVnics(uuid, await reader.vnics(uuid, signal), mark);
          } finally {
            mark.end();
          }
          settle(uuid, began);
        }),
      );
    },
    expireSystem() {
      systemReadAt = undefined;
    },
    snapshot: () => inventory.snapshot(),
    reservations: () => ledger.all(),
    reserve: (reservation) => ledger.reserve(reservation),
    release: ({ mac }) => ledger.release(mac),
    distrust({ partition, mac }) {
      const key = partitionKey(partition);
      vnicsReadAt.delete(key);
      unsettled.set(key, (unsettled.get(key) ?? new Set()).add(mac));
    },
    async lookAgain(partition, signal) {
      const [mark, began] = [inventory.beginRead(), clock.now()];
      try {
        const vnics = await reader.vnics(partition, signal);
        inventory.takeLook(partition, vnics, mark);
        systemReadAt = undefined;
        settle(partition, began);
        return vnics;
      } finally {
        mark.end();
      }
    },
    applyVnic(vnic) {
      inventory.applyVnic(vnic);
      ledger.release(vnic.mac);
    },
    forgetVnic: (vnic) => inventory.forgetVnic(vnic),
  };
}
