import type { CordonStore, RecordStore, RecordTable } from '@powervm-sriov/compute-driver';
import type { Session } from '@powervm-sriov/pypowervm-ts';

/** What stands between a process and all that outlives it. A boundary lies before and after each crossing. */
interface Life {
  crossing<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface MortalLife extends Life {
  /** Boundaries count from here on. */
  begin(): void;
  boundaries(): number;
}

/** Kills this very process, as nobody could prevent it, when it reaches the boundary with this number, from 1 on. */
export function mortalLife(diesAt: number | undefined): MortalLife {
  let reached: number | undefined;
  const boundary = async (): Promise<void> => {
    if (reached === undefined) return;
    reached += 1;
    if (reached === diesAt) await die();
  };
  return {
    begin() {
      reached = 0;
    },
    boundaries: () => reached ?? 0,
    async crossing(work) {
      await boundary();
      const result = await work();
      await boundary();
      return result;
    },
  };
}

export function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

/** Each request to the console is a crossing, whatever it asks. */
export function mortalSession(session: Session, life: Life): Session {
  return { ...session, send: (request, signal) => life.crossing(() => session.send(request, signal)) };
}

/** Each write to the store is a crossing; a read changes nothing that a kill could tear. */
export function mortalRecords(records: RecordStore, life: Life): RecordStore {
  return {
    ...records,
    vnics: mortalTable(records.vnics, life),
    partitions: mortalTable(records.partitions, life),
    migrations: mortalTable(records.migrations, life),
    cordons: mortalCordons(records.cordons, life),
  };
}

function mortalTable<Entry extends Key, Key>(
  table: RecordTable<Entry, Key>,
  life: Life,
): RecordTable<Entry, Key> {
  return {
    ...table,
    put: (...given) => life.crossing(() => table.put(...given)),
    remove: (...given) => life.crossing(() => table.remove(...given)),
  };
}

function mortalCordons(cordons: CordonStore, life: Life): CordonStore {
  return { ...cordons, write: (...given) => life.crossing(() => cordons.write(...given)) };
}
