import type { RestRequest } from '../rest/rest-request.ts';

export interface CounterValues {
  /** By method and shape of the path: `GET /rest/api/uom/LogicalPartition/{id}`. */
  readonly requests: Readonly<Record<string, number>>;
  readonly connections: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** What went over the simulator's transports since the start or the last reset. */
export class Counters {
  #requests: Record<string, number> = {};
  #connections = 0;
  #bytesIn = 0;
  #bytesOut = 0;

  countRequest(request: RestRequest): void {
    const shape = `${request.method} ${shapeOf(request.path)}`;
    this.#requests[shape] = (this.#requests[shape] ?? 0) + 1;
    this.#bytesIn += Buffer.byteLength(request.body ?? '');
  }

  countAnswer(bytes: number): void {
    this.#bytesOut += bytes;
  }

  countConnection(): void {
    this.#connections += 1;
  }

  values(): CounterValues {
    return {
      requests: { ...this.#requests },
      connections: this.#connections,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
    };
  }

  reset(): void {
    this.#requests = {};
    this.#connections = 0;
    this.#bytesIn = 0;
    this.#bytesOut = 0;
  }
}

const identifier = /\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d+)(?=\/|$)/gi;

function shapeOf(path: string): string {
  return (path.split('?', 1)[0] ?? '').replaceAll(identifier, '/{id}');
}
