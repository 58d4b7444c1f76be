import { HostError, type HostLocks } from '@powervm-sriov/compute-driver';
import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { RecordFile } from './record-file.ts';
import { openSqlite, type Sqlite } from './sqlite/open-sqlite.ts';
import { isBusy, tellFailure } from './sqlite/tell-failure.ts';

/**
 * A lock per system, held by an open transaction on an empty database beside the store: the kernel lets go of it when
 * the process is gone, however it went, so there is nothing to expire and no clock to trust.
 */
export function hostLocks(store: RecordFile): HostLocks {
  return {
    hold: ({ system, name, holder }) =>
      store.runAnyway(async (database) => {
        const release = lockFile(`${store.file}-lock-${system.toUpperCase()}`);
        if (release === undefined) throw await tellLocked(store, system, name);
        try {
          await database.replaceInto('lock_holder').values({ system, holder }).execute();
        } catch (error) {
          release();
          throw error;
        }
        return {
          release() {
            release();
            return Promise.resolve();
          },
        };
      }),
  };
}

/** A lock whose holder forgets it is held all the same: node:sqlite closes what nobody refers to any more. */
const held = new Set<Sqlite>();

/** Answers how to let go, or nothing when another connection has it. */
function lockFile(file: string): (() => void) | undefined {
  try {
    const database = openSqlite(file);
    try {
      database.exec('begin exclusive');
    } catch (error) {
      database.close();
      throw error;
    }
    held.add(database);
    return () => {
      held.delete(database);
      database.close();
    };
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw tellFailure(file, error);
  }
}

async function tellLocked(store: RecordFile, system: SystemUuid, name: string = system): Promise<HostError> {
  const row = await store.run((database) =>
    database.selectFrom('lock_holder').select('holder').where('system', '=', system).executeTakeFirst(),
  );
  return new HostError(
    'HOST_LOCKED',
    `system ${name} is being changed by ${row?.holder ?? 'another program'} on the same records; wait until that is done, or end that program`,
  );
}
