import type { SecretKeeper } from '../transport/redact-secrets.ts';
import type { Transport } from '../transport/transport.ts';
import { type Logon, logOn } from './log-on.ts';
import type { Credentials } from './session-options.ts';

/** Logs on for a session, now and whenever its token has expired, and knows the newest token. */
export class LogonKeeper {
  readonly #send: Transport;
  readonly #credentials: Credentials;
  readonly #secrets: SecretKeeper;
  #token = '';

  constructor(send: Transport, credentials: Credentials, secrets: SecretKeeper) {
    this.#send = send;
    this.#credentials = credentials;
    this.#secrets = secrets;
    if ('password' in credentials) secrets.keep(credentials.password);
  }

  get token(): string {
    return this.#token;
  }

  async logOn(signal: AbortSignal): Promise<Logon> {
    const logon = await logOn(this.#send, this.#credentials, signal);
    this.#secrets.forget(this.#token);
    this.#secrets.keep(logon.token);
    this.#token = logon.token;
    return logon;
  }
}
