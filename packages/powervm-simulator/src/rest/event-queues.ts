import { randomUUID } from 'node:crypto';
import type { SimClock } from '../platform/sim-clock.ts';
import type { EventType, SimEvent } from './documents/event-document.ts';

interface Queue {
  events: SimEvent[];
  /** Answers the long poll that waits on this queue. */
  release?: (() => void) | undefined;
}

interface Limits {
  /** How long a poll is held when nothing waits: about 10 s (powervm-rest.md). */
  readonly holdMs: number;
  /** Events that one queue keeps; more become one MISSING_EVENTS. How many real consoles keep is not known [?]. */
  readonly events: number;
  /** Queues kept; the one unread for longest goes, and its reader is a new client again [?]. */
  readonly queues: number;
}

/** One queue of events for each application id: every reader sees every event once. */
export class EventQueues {
  readonly #clock: SimClock;
  readonly #limits: Limits;
  readonly #queues = new Map<string, Queue>();
  #nextId: number;

  constructor(clock: SimClock, limits: Partial<Limits> = {}) {
    this.#clock = clock;
    this.#limits = { holdMs: 10_000, events: 1000, queues: 64, ...limits };
    this.#nextId = clock.now();
  }

  publish(event: Pick<SimEvent, 'type' | 'data' | 'detail'>): SimEvent {
    const made = this.#make(event);
    for (const queue of this.#queues.values()) this.#append(queue, made);
    return made;
  }

  /** Every reader loses what it has not read and is told so. */
  gap(): void {
    for (const queue of this.#queues.values()) this.#replace(queue, 'MISSING_EVENTS');
  }

  /** The events that wait, else the first to come while the poll is held, else none. */
  async read(applicationId: string, signal: AbortSignal): Promise<readonly SimEvent[]> {
    const queue = this.#queueOf(applicationId);
    // One poll per queue: an older one that still waits is answered with nothing.
    queue.release?.();
    if (queue.events.length === 0) await this.#hold(queue, signal);
    return queue.events.splice(0);
  }

  /** Answers all polls that are held. */
  close(): void {
    for (const queue of this.#queues.values()) queue.release?.();
    this.#queues.clear();
  }

  #queueOf(applicationId: string): Queue {
    const known = this.#queues.get(applicationId);
    const queue = known ?? { events: [this.#make({ type: 'NEW_CLIENT', data: '', detail: '' })] };
    this.#queues.delete(applicationId);
    this.#queues.set(applicationId, queue);
    const [oldest] = this.#queues.keys();
    if (this.#queues.size > this.#limits.queues && oldest !== undefined) this.#queues.delete(oldest);
    return queue;
  }

  #hold(queue: Queue, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        queue.release = undefined;
      };
      const onAbort = (): void => {
        leave();
        reject(signal.reason instanceof Error ? signal.reason : new Error('The event poll was aborted.'));
      };
      const release = (): void => {
        leave();
        resolve();
      };
      const cancel = this.#clock.after(this.#limits.holdMs, release);
      queue.release = release;
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #append(queue: Queue, event: SimEvent): void {
    if (queue.events.length >= this.#limits.events) {
      this.#replace(queue, 'MISSING_EVENTS');
      return;
    }
    queue.events.push(event);
    queue.release?.();
  }

  #replace(queue: Queue, type: EventType): void {
    queue.events = [this.#make({ type, data: '', detail: '' })];
    queue.release?.();
  }

  #make(event: Pick<SimEvent, 'type' | 'data' | 'detail'>): SimEvent {
    this.#nextId += 1;
    return { ...event, uuid: randomUUID(), id: String(this.#nextId) };
  }
}
