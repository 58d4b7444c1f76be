import type { Platform } from '../platform/platform.ts';
import type { EventQueues } from './event-queues.ts';
import type { Jobs } from './jobs.ts';
import type { Sessions } from './sessions.ts';

/** A running console: the platform, and what its REST server remembers about its clients. */
export interface Console {
  readonly platform: Platform;
  readonly sessions: Sessions;
  readonly events: EventQueues;
  readonly jobs: Jobs;
  /** Whether an element that the schema table does not know is an error in what a client sends. */
  readonly unknownElements: 'tolerated' | 'refused';
}

/** What a console answers on its own schema level; objects carry the one of their system. */
export function schemaVersionOf({ platform }: Console): string {
  return platform.state.systems[0]?.schemaVersion ?? 'V1_0';
}
