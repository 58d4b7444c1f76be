import type { Interceptor } from './transport.ts';

/** The secrets of one session: its password and its token, in every form in which an answer may quote them. */
export class SecretKeeper {
  readonly #secrets = new Map<string, readonly string[]>();

  /** Very short ones stay out: they would blank ordinary words, and are no secrets worth the name. */
  keep(secret: string): void {
    if (secret.length >= 4) this.#secrets.set(secret, formsOf(secret));
  }

  forget(secret: string): void {
    this.#secrets.delete(secret);
  }

  redact(text: string): string {
    return [...this.#secrets.values()].flat().reduce((rest, form) => rest.replaceAll(form, '*******'), text);
  }
}

/** As it is, as XML text, and as XML text quoted in XML (HttpErrorResponse/RequestBody), the longest first. */
function formsOf(secret: string): readonly string[] {
  const inXml = escaped(secret);
  return [...new Set([escaped(inXml), inXml, secret, encodeURIComponent(secret)])];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Error answers may quote the request (RequestBody, RequestHeaders) and end up in messages: secrets leave them here. */
export function redactSecrets(secrets: SecretKeeper): Interceptor {
  return (next) => async (request, signal) => {
    const answer = await next(request, signal);
    return answer.status < 400 ? answer : { ...answer, body: secrets.redact(answer.body) };
  };
}
