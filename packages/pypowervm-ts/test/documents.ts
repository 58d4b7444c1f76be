import type { RestResponse } from '../src/transport/transport.ts';

const power = 'http://www.ibm.com/xmlns/systems/power/firmware';

export interface EntryGiven {
  readonly type: string;
  readonly inner: string;
  readonly service?: 'uom' | 'web';
  readonly id?: string;
  readonly href?: string;
  readonly etag?: string;
}

/** An Atom entry as consoles write it. */
export function entryXml({ type, inner, service = 'uom', id = 'id-1', href, etag }: EntryGiven): string {
  const link = href === undefined ? '' : `<link rel="SELF" href="${href}"/>`;
  const tag =
    etag === undefined ? '' : `<etag:etag xmlns:etag="${power}/uom/mc/2012_10/">${etag}</etag:etag>`;
  const namespace = `${power}/${service}/mc/2012_10/`;
  return `<entry xmlns="http://www.w3.org/2005/Atom"><id>${id}</id><title>${type}</title>${link}${tag}<content><${type}:${type} xmlns:${type}="${namespace}" xmlns="${namespace}" schemaVersion="V1_0">${inner}</${type}:${type}></content></entry>`;
}

export function feedXml(entries: readonly EntryGiven[]): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>feed-1</id>${entries.map(entryXml).join('')}</feed>`;
}

export function refusal(status: number, message: string): RestResponse {
  const inner = `<HTTPStatus>${status}</HTTPStatus><ReasonCode>Unknown internal error.</ReasonCode><Message>${message}</Message>`;
  return { status, headers: {}, body: entryXml({ type: 'HttpErrorResponse', service: 'web', inner }) };
}

export function logonAnswer(token: string): RestResponse {
  return {
    status: 200,
    headers: { 'x-mc-type': 'PVM' },
    body: `<LogonResponse xmlns="${power}/web/mc/2012_10/" schemaVersion="V1_3_0"><X-API-Session>${token}</X-API-Session></LogonResponse>`,
  };
}
