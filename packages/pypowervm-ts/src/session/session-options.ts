import type { Clock } from '../transport/clock.ts';
import type { TlsOptions } from '../transport/tls-options.ts';
import type { TraceRecord } from '../transport/trace.ts';
import type { Transport } from '../transport/transport.ts';
import type { BackingDeviceChange, ConsoleKind, PartitionPaths } from './console-traits.ts';

/** Where the console is: a URL, a host of a kind (which decides scheme and port), or a transport in this process. */
export type ConsoleAddress =
  | { readonly url: string }
  | { readonly host: string; readonly kind: ConsoleKind; readonly port?: number }
  | { readonly transport: Transport };

export interface PasswordCredentials {
  readonly user: string;
  readonly password: string;
}

/** NovaLink on this machine: it leaves the token in a file that only trusted local users can read. */
export interface FileCredentials {
  readonly user: string;
  /** The only directory from which a token file is accepted. */
  readonly tokenDirectory: string;
  /** Who may own the file; default `wlp`, root and this process's user. */
  readonly tokenFileOwner?: string | number;
  /** Permission bits that the file may have at most; default 0640. */
  readonly tokenFileMode?: number;
}

export type Credentials = PasswordCredentials | FileCredentials;

export interface SessionLimits {
  /** Requests at once, and connections. */
  readonly connections: number;
  /** Requests that may wait for a connection. */
  readonly waiting: number;
  readonly connectMilliseconds: number;
  readonly headersMilliseconds: number;
  /** One attempt, from its turn to the last byte of its answer. */
  readonly attemptMilliseconds: number;
  readonly answerBytes: number;
  /** The wait before each repetition of a request that a busy console turned away. */
  readonly busyWaits: readonly number[];
}

export interface SessionWarning {
  readonly code: 'TLS_NOT_VERIFIED' | 'PLAINTEXT';
  readonly message: string;
}

export type SessionOptions = ConsoleAddress & {
  readonly credentials: Credentials;
  readonly tls?: TlsOptions;
  /** Names this client in the console's log; default `powervm-sriov`. */
  readonly auditMemento?: string;
  readonly limits?: Partial<SessionLimits>;
  readonly backingDeviceChange?: BackingDeviceChange;
  /** By default below the system on an HMC, at the root on NovaLink. */
  readonly partitionPaths?: PartitionPaths;
  readonly clock?: Clock;
  /** Numbers from 0 up to 1, for the jitter of repetitions. */
  readonly random?: () => number;
  /** Default: a warning of the Node process. */
  readonly onWarning?: (warning: SessionWarning) => void;
  readonly onTrace?: (record: TraceRecord) => void;
};
