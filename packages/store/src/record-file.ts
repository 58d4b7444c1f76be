import { createHash } from 'node:crypto';
import { HostError } from '@powervm-sriov/compute-driver';
import { type Kysely, sql } from 'kysely';
import type { z } from 'zod';
import type { RoomReserve } from './room-reserve.ts';
import type { RecordKind, Tables } from './sqlite/tables.ts';
import { tellFailure } from './sqlite/tell-failure.ts';

/** The open database of one file; whatever goes wrong in it comes out as a HostError that names the file. */
export interface RecordFile {
  readonly file: string;
  run<Result>(work: (database: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /** The same of work that a full disk must not hinder. */
  runAnyway<Result>(work: (database: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /** Brings what is in SQLite's log into the file itself, and empties the log. */
  writeBack(): Promise<void>;
  /** A record as it was put. @throws HostError STORE_DAMAGED naming what is wrong with it */
  parse<Value>(schema: z.ZodType<Value>, row: StoredRow): Value;
}

type StoredRow = Omit<Tables['record'], 'system' | 'target' | 'partition'>;

export function recordFile(file: string, database: Kysely<Tables>, reserve: RoomReserve): RecordFile {
  const run: RecordFile['run'] = async (work) => {
    try {
      return await work(database);
    } catch (error) {
      throw tellFailure(file, error);
    }
  };
  const writeBack = () => run((last) => sql`pragma wal_checkpoint(truncate)`.execute(last)).then(() => {});
  return {
    file,
    run,
    runAnyway: (work) => reserve.run(() => run(work), writeBack),
    writeBack: () => reserve.run(writeBack),
    parse(schema, { kind, key, content, digest }) {
      const faults = digest === storedRow(kind, key, content).digest ? [] : ['its digest is another one'];
      const result = schema.safeParse(asJson(content));
      if (result.success && faults.length === 0) return result.data;
      for (const { path, message } of result.error?.issues ?? [])
        faults.push(`${path.join('.') || 'it'}: ${message}`);
      throw new HostError(
        'STORE_DAMAGED',
        `the record store ${file} holds a ${kind} ${key} that is no record of ours (${faults.join('; ')}); restore the file from a copy, or delete that row`,
      );
    },
  };
}

export function storedRow(kind: RecordKind, key: string, content: string): StoredRow {
  const digest = createHash('sha256').update(`${kind}\n${key.toUpperCase()}\n${content}`).digest('base64url');
  return { kind, key, content, digest };
}

function asJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
