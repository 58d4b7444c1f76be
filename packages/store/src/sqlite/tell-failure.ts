import { HostError } from '@powervm-sriov/compute-driver';

/**
 * An error of SQLite as one that says what failed, on what, and what to do. libsql names its result codes, node:sqlite
 * numbers them (sqlite.org/rescode.html), and libsql has neither when a file cannot be opened.
 */
export function tellFailure(file: string, error: unknown): unknown {
  if (error instanceof HostError || !(error instanceof Error)) return error;
  const store = `the record store ${file}`;
  const { message: words } = error;
  const tell = (code: 'STORE_FULL' | 'STORE_FAILED' | 'STORE_DAMAGED', what: string): HostError =>
    new HostError(code, `${store} ${what}`, { cause: error });
  switch (resultOf(error)) {
    case 'FULL':
      return tell(
        'STORE_FULL',
        'has no room: the disk is full, or the file as large as it may be; make room, then try again',
      );
    case 'CORRUPT':
    case 'NOTADB':
      return tell(
        'STORE_DAMAGED',
        `is damaged or no record store (${words}); restore it from a copy, or move it away and adopt the vNICs anew`,
      );
    case 'BUSY':
      return tell('STORE_FAILED', 'is in use by another program for longer than we wait; try again');
    default:
      return tell('STORE_FAILED', `cannot be used: ${words}`);
  }
}

export function isFull(error: unknown): boolean {
  if (error instanceof HostError) return error.code === 'STORE_FULL';
  return error instanceof Error && resultOf(error) === 'FULL';
}

export function isBusy(error: unknown): boolean {
  return error instanceof Error && resultOf(error) === 'BUSY';
}

const byNumber: ReadonlyMap<unknown, string> = new Map([
  [5, 'BUSY'],
  [11, 'CORRUPT'],
  [13, 'FULL'],
  [26, 'NOTADB'],
  // SQLITE_IOERR_SHMSIZE: no room for the index of the write-ahead log.
  [4874, 'FULL'],
]);
const fullByName: ReadonlySet<string> = new Set(['ENOSPC', 'SQLITE_IOERR_SHMSIZE']);

function resultOf(error: Error): string | undefined {
  if ('errcode' in error && typeof error.errcode === 'number') {
    return byNumber.get(error.errcode) ?? byNumber.get(error.errcode & 0xff);
  }
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return fullByName.has(error.code) ? 'FULL' : /^SQLITE_([A-Z]+)/.exec(error.code)?.[1];
}
