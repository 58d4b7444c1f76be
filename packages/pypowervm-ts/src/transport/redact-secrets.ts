import type { Interceptor } from './transport.ts';

/** The secrets of one session: its password and the tokens it was given. */
export class SecretKeeper {
  readonly #secrets = new Set<string>();

  /** Very short ones stay out: they would blank ordinary words, and are no secrets worth the name. */
  keep(secret: string): void {
    if (secret.length >= 4) this.#secrets.add(secret);
  }

  forget(secret: string): void {
    this.#secrets.delete(secret);
  }

  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, '*******');
    return redacted;
  }
}

/** Error answers may quote the request (RequestBody, RequestHeaders) and end up in messages: secrets leave them here. */
export function redactSecrets(secrets: SecretKeeper): Interceptor {
  return (next) => async (request, signal) => {
    const answer = await next(request, signal);
    return answer.status < 400 ? answer : { ...answer, body: secrets.redact(answer.body) };
  };
}
