import type { Interceptor } from './transport.ts';

/** The secrets of one session: its password and its token, in every form in which an answer may quote them. */
export class SecretKeeper {
  readonly #secrets = new Map<string, RegExp>();

  /** Very short ones stay out: they would blank ordinary words, and are no secrets worth the name. */
  keep(secret: string): void {
    if (secret.length >= 4) this.#secrets.set(secret, formsOf(secret));
  }

  forget(secret: string): void {
    this.#secrets.delete(secret);
  }

  redact(text: string): string {
    return [...this.#secrets.values()].reduce((rest, forms) => rest.replaceAll(forms, '*******'), text);
  }
}

/** As it is, as XML text however it is escaped, as XML text quoted in XML (HttpErrorResponse/RequestBody), or in a URL. */
function formsOf(secret: string): RegExp {
  const inXml = [...secret].map(inXmlText).join('');
  return new RegExp(
    `${inXml}|${literally(encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\ufffd')))}`,
    'gu',
  );
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);

/** Each level of quoting puts one more `amp;` behind the first `&`. */
function inXmlText(character: string): string {
  const entity = entities.get(character);
  if (entity === undefined) return literally(character);
  const code = character.codePointAt(0) ?? 0;
  const hexadecimal = code.toString(16).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const reference = `(?:${entity}|#0*${code}|#[xX]0*${hexadecimal});`;
  return character === '&' ? `&(?:${reference})*` : `(?:${character}|&(?:amp;)*${reference})`;
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Error answers may quote the request (RequestBody, RequestHeaders) and end up in messages: secrets leave them here. */
export function redactSecrets(secrets: SecretKeeper): Interceptor {
  return (next) => async (request, signal) => {
    const answer = await next(request, signal);
    return answer.status < 400 ? answer : { ...answer, body: secrets.redact(answer.body) };
  };
}
