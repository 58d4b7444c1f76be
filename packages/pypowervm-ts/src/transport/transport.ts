/** One request to the console. The path begins with `/rest/api/`, header names are in lower case, the body is XML. */
export type RestRequest = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What the console answered; header names are in lower case. */
export type RestResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * The one seam between this client and a console, real or simulated. It resolves with whatever was answered, errors
 * included, and rejects only when there is no whole answer.
 */
export type Transport = (request: RestRequest, signal: AbortSignal) => Promise<RestResponse>;

/** One cross-cutting behaviour, laid around a transport. */
export type Interceptor = (next: Transport) => Transport;

/** The transport with the interceptors around it; the first one listed sees a request first. */
export function intercept(transport: Transport, interceptors: readonly Interceptor[]): Transport {
  return interceptors.reduceRight((next, interceptor) => interceptor(next), transport);
}

export const logonPath = '/rest/api/web/Logon';
export const eventPath = '/rest/api/uom/Event';

/** True for requests that can change something; a session that nobody uses changes nothing. */
export function isMutating(request: RestRequest): boolean {
  return request.method !== 'GET' && request.path !== logonPath;
}

/** The request as messages name it: the query may hold search values, so it stays out. */
export function nameOf(request: RestRequest): string {
  return `${request.method} ${request.path.split('?', 1)[0] ?? ''}`;
}
