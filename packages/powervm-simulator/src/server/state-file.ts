import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import type { PlatformState } from '../platform/platform-state.ts';
import { LockHeld, underLock } from './under-lock.ts';

/** Why a state file cannot be continued from, or kept. */
export class InvalidStateFile extends Error {
  override readonly name = 'InvalidStateFile';
  readonly code = 'INVALID_STATE_FILE';
}

/** The state that a simulator left in a file; undefined when there is no file yet. */
export async function readStateFile(file: string, signal?: AbortSignal): Promise<PlatformState | undefined> {
  const text = await readFile(file, { encoding: 'utf8', signal }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    if (signal?.aborted === true) throw error;
    throw new InvalidStateFile(`The state file ${file} cannot be read (${error.code}).`, { cause: error });
  });
  if (text === undefined) return undefined;
  return parseState(text, file);
}

/** Keeps a file equal to the state: one write at a time, each complete or not there at all. */
export class StateFile {
  readonly #file: string;
  readonly #state: PlatformState;
  #isDirty = false;
  #writing: Promise<void> | undefined;
  /** What the file holds, as far as we know. */
  #seen: string | undefined;

  constructor(file: string, state: PlatformState, { isKept }: { readonly isKept: boolean }) {
    this.#file = file;
    this.#state = state;
    this.#seen = isKept ? formatState(state) : undefined;
  }

  /** The state has changed; it is written when the change is complete. Failures show at {@link flush}. */
  save(): void {
    this.#isDirty = true;
    this.#writing ??= this.#writeWhileDirty();
    this.#writing.catch(() => {});
  }

  /** Resolves when the file holds the present state. */
  async flush(): Promise<void> {
    this.save();
    await this.#writing;
  }

  async #writeWhileDirty(): Promise<void> {
    try {
      // Verbs announce in the midst of a synchronous change; the next turn sees its end.
      await new Promise((resolve) => setImmediate(resolve));
      while (this.#isDirty) {
        this.#isDirty = false;
        await this.#write(formatState(this.#state));
      }
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(text: string): Promise<void> {
    if (text === this.#seen && (await readText(this.#file)) !== undefined) return;
    try {
      await underLock(`${this.#file}.lock`, () => this.#replace(text));
    } catch (cause) {
      if (cause instanceof InvalidStateFile) throw cause;
      const { code } = cause as NodeJS.ErrnoException;
      const why =
        cause instanceof LockHeld ? cause.message : code === 'ENOENT' ? 'there is no such folder' : code;
      throw new InvalidStateFile(`The state file ${this.#file} cannot be written (${why}).`, { cause });
    }
  }

  /** Between the look at the file and its replacement nobody else replaces it. */
  async #replace(text: string): Promise<void> {
    const there = await readText(this.#file);
    if (there !== undefined && there !== text && there !== this.#seen) {
      throw new InvalidStateFile(
        `The state file ${this.#file} was changed by another program meanwhile, and what was done here is not kept; do it again, one after the other.`,
      );
    }
    if (there !== text) {
      const fresh = `${this.#file}.${process.pid}.new`;
      await writeThrough(fresh, text);
      await rename(fresh, this.#file);
    }
    this.#seen = text;
  }
}

function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Two lines: the digest of the state, and the state. A simulator that went on from a damaged one would fail anywhere. */
function formatState(state: PlatformState): string {
  const text = JSON.stringify(state);
  return `${digestOf(text)}\n${text}\n`;
}

function parseState(written: string, file: string): PlatformState {
  const match = /^(sha256-\S{43}=)\n(.*)\n$/s.exec(written);
  const [, digest, text = ''] = match ?? [];
  if (digest === undefined || digest !== digestOf(text)) {
    throw new InvalidStateFile(
      `${file} is damaged, or no state of a simulator; name another file, or remove this one to begin anew.`,
    );
  }
  const state = JSON.parse(text) as { readonly format: unknown };
  if (state.format === 2) return state as PlatformState;
  throw new InvalidStateFile(
    `${file} is the state of a simulator of another version (format ${String(state.format)}); remove it to begin anew.`,
  );
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
