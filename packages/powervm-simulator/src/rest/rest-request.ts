/** A request as the router sees it, whichever way it came. Header names in lower case. */
export interface RestRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** `/rest/api/...` with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Scheme, host and port by which the client came over a socket. */
  readonly origin?: string;
}

export interface RestResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a client in the same process reaches the simulator without a socket. */
export type Transport = (request: RestRequest, signal: AbortSignal) => Promise<RestResponse>;
