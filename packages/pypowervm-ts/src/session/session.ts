import type { Clock } from '../transport/clock.ts';
import type { Transport } from '../transport/transport.ts';
import type { ConsoleTraits } from './console-traits.ts';

/** A logged-on client of one console. All operations go through `send`. */
export interface Session {
  /** Scheme, host and port, for the hrefs in documents that are sent. */
  readonly origin: string;
  readonly traits: ConsoleTraits;
  readonly clock: Clock;
  readonly random: () => number;
  /** Token, busy retries, limits and deadlines included; resolves with error answers too. */
  readonly send: Transport;
  /** Logs off and closes the connections; never fails, and later requests meet SESSION_CLOSED. */
  close(): Promise<void>;
}
