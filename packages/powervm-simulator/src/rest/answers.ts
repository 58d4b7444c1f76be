import { randomUUID } from 'node:crypto';
import { writeEntry } from './atom.ts';
import { leaf, type Rendering, schemaNode, type Table } from './documents/document-table.ts';
import type { RestRequest, RestResponse } from './rest-request.ts';

/** An answer without its common headers, which every one gets in handle-request.ts. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const atomType = 'application/atom+xml';

export const noContent: Answer = { status: 204 };

export function atomAnswer(body: string, etag?: string): Answer {
  return {
    status: 200,
    headers: { 'content-type': atomType, ...(etag === undefined ? {} : { etag }) },
    body,
  };
}

export function jsonAnswer(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

interface Failure {
  readonly request: RestRequest;
  readonly status: number;
  readonly message: string;
}

/** An `HttpErrorResponse`, as in fake_httperror.txt [R]. Neither the token nor a password is ever repeated in it. */
export function errorAnswer(failure: Failure, nowMs: number): Answer {
  const content = schemaNode('HttpErrorResponse', errorTable, failure, plain);
  return {
    status: failure.status,
    headers: { 'content-type': atomType },
    body: writeEntry({ id: randomUUID(), service: 'web', content }, nowMs),
  };
}

/** For documents of the web service, which name no other object and have no groups. */
export const plain: Rendering = {
  href: (path) => path.join('/'),
  hasGroup: () => true,
  schemaVersion: 'V1_0',
};

const errorTable: Table<Failure> = [
  leaf('HTTPStatus', 'ROR', ({ status }) => status),
  leaf('RequestURI', 'ROR', ({ request }) => request.path.split('?', 1)[0]),
  leaf('ReasonCode', 'ROR', ({ status }) => reasons[status] ?? 'Unknown internal error.'),
  leaf('Message', 'ROO', ({ message }) => message),
  leaf('RequestBody', 'ROO', () => ''),
  leaf('RequestHeaders', 'ROO', ({ request }) => headersText(request.headers)),
];

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
};

function headersText(headers: RestRequest['headers']): string {
  const shown = Object.entries(headers).map(([name, value]) => {
    const isSecret = ['x-api-session', 'authorization', 'cookie'].includes(name);
    return `${name}=${isSecret ? '*******' : value}`;
  });
  return `{${shown.join(', ')}}`;
}

export function toResponse(answer: Answer, common: RestResponse['headers']): RestResponse {
  return { status: answer.status, headers: { ...common, ...answer.headers }, body: answer.body ?? '' };
}
