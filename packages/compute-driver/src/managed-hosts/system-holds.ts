import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostLock, HostLocks } from '../records/record-store.ts';

interface HeldWork {
  /** Of the system, for messages. */
  readonly name: string | undefined;
  /** Done once by whoever comes first, before anybody's work. */
  readonly first: () => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** The locks of systems as one program needs them: its calls share a lock, which is let go with the last of them. */
export interface SystemHolds {
  /** @throws HostError HOST_LOCKED */
  during<Result>(system: SystemUuid, held: HeldWork, work: () => Promise<Result>): Promise<Result>;
}

interface Hold {
  users: number;
  lock: HostLock | undefined;
  ready: Promise<unknown>;
}

export function systemHolds({
  locks,
  holder,
}: {
  readonly locks: HostLocks;
  readonly holder: string;
}): SystemHolds {
  const holds = new Map<SystemUuid, Hold>();

  const take = (system: SystemUuid, { name, first, signal }: HeldWork): Hold => {
    const hold: Hold = { users: 0, lock: undefined, ready: Promise.resolve() };
    hold.ready = locks.hold({ system, name, holder }, signal).then((lock) => {
      hold.lock = lock;
      return first();
    });
    holds.set(system, hold);
    return hold;
  };

  return {
    async during(system, held, work) {
      const hold = holds.get(system) ?? take(system, held);
      hold.users += 1;
      try {
        await hold.ready;
        return await work();
      } finally {
        hold.users -= 1;
        if (hold.users === 0) {
          holds.delete(system);
          await hold.lock?.release();
        }
      }
    },
  };
}
