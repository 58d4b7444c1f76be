import { rmSync, statSync, writeFileSync } from 'node:fs';
import { isFull } from './sqlite/tell-failure.ts';

/**
 * Room on the disk that is kept for the day on which there is none: removing a record takes some too, and so does
 * opening the store or locking a system. Who needs it gets it; it is laid aside again when the store is next opened.
 */
export interface RoomReserve {
  /** Does the work; when the disk is too full for it, once more on the reserve and on what `makeRoom` can save. */
  run<Result>(work: () => Promise<Result>, makeRoom?: () => Promise<void>): Promise<Result>;
  /** As far as there is room. */
  layAside(): void;
}

/** Enough for SQLite's index of its log (32 KiB), and some hundred removals. */
const reservedBytes = 512 * 1024;

export function roomReserve(store: string): RoomReserve {
  const file = `${store}-reserve`;
  const giveUp = (): void => rmSync(file, { force: true });
  return {
    async run(work, makeRoom) {
      try {
        return await work();
      } catch (error) {
        if (!isFull(error)) throw error;
        giveUp();
        await makeRoom?.().catch(() => undefined);
        return await work();
      }
    },
    layAside() {
      try {
        if (statSync(file, { throwIfNoEntry: false })?.size === reservedBytes) return;
        writeFileSync(file, Buffer.alloc(reservedBytes), { mode: 0o600 });
      } catch {
        giveUp();
      }
    },
  };
}
