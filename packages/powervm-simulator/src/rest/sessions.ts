import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

interface Session {
  readonly user: string;
  /** Of a session that was opened with a token file. */
  readonly file?: string;
}

/** Who is logged on. A token is either told in the answer or left in a file that only local users can read. */
export class Sessions {
  readonly #credentials: Credentials;
  readonly #open = new Map<string, Session>();
  #directory: string | undefined;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  get count(): number {
    return this.#open.size;
  }

  /** The token of a new session; undefined when the credentials are wrong. */
  logOn({ user, password }: Credentials): string | undefined {
    if (!isSame(user, this.#credentials.user) || !isSame(password, this.#credentials.password))
      return undefined;
    return this.#start({ user });
  }

  /** The path of the file that holds the new session's token. Any local user may ask, as on NovaLink [R]. */
  logOnByFile(user: string): string {
    this.#directory ??= mkdtempSync(join(tmpdir(), 'powervm-simulator-'));
    const file = join(this.#directory, randomBytes(8).toString('hex'));
    writeFileSync(file, this.#start({ user, file }), { mode: 0o600, flag: 'wx' });
    return file;
  }

  has(token: string | undefined): boolean {
    return token !== undefined && this.#open.has(token);
  }

  end(token: string): void {
    const session = this.#open.get(token);
    if (session?.file !== undefined) rmSync(session.file, { force: true });
    this.#open.delete(token);
  }

  /** As when the console was restarted. */
  expireAll(): void {
    for (const token of [...this.#open.keys()]) this.end(token);
  }

  close(): void {
    this.expireAll();
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true, force: true });
    this.#directory = undefined;
  }

  #start(session: Session): string {
    const token = `${randomBytes(48).toString('base64url')}=`;
    this.#open.set(token, session);
    return token;
  }
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
