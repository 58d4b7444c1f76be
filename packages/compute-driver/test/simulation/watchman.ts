import type { RestRequest, RestResponse } from '@powervm-sriov/pypowervm-ts';
import type { Passage } from './road.ts';

/**
 * Sees every request of the agent, and knows nothing of what it means to do: what was written without being known well
 * enough, and what the console refused.
 */
export class Watchman {
  readonly #faults: string[] = [];
  readonly #losses: string[] = [];
  readonly #griefs: string[] = [];
  readonly #refusals: string[] = [];
  readonly #reads = new Map<string, number>();
  /** Removals that the console turned away: the session had ended, or it was busy. */
  readonly #unheard = new Set<string>();
  #gap = 0;
  #moment = 0;
  #creations = 0;
  #requests = 0;

  depart(request: RestRequest, { isAsked }: { readonly isAsked: boolean }): void {
    this.#moment += 1;
    if (isAsked && !isWaiting(request)) this.#requests += 1;
    if (request.method === 'PUT' && isVnic(request)) this.#creations += 1;
    if (request.method === 'DELETE' && isVnic(request)) this.#judgeRemoval(request);
  }

  arrive({ request, mishap, answer }: Passage): void {
    if (answer === undefined) return;
    this.#moment += 1;
    if (request.method === 'GET' && request.path.includes('/Event?') && gaps.test(answer.body)) {
      this.#gap = this.#moment;
    }
    if (isVnic(request) && request.method === 'DELETE' && isTurnedAway(answer)) {
      this.#unheard.add(request.path);
    }
    // Of an answer without a body there is nothing to lose, and a second delivery tells the same.
    const isWhole = mishap === undefined || mishap === 'twice' || answer.status === 304;
    if (isVnic(request) && answer.status < 400 && isWhole) {
      // That nothing has changed is as good as a read; and a creation tells of the vNIC that it made.
      if (request.method !== 'DELETE') this.#reads.set(partitionOf(request), this.#moment);
    }
    if (mishap === undefined && answer.status >= 400 && request.method === 'PUT' && isVnic(request)) {
      this.#refusals.push(`${request.method} ${request.path}: ${answer.status}`);
    }
  }

  /** A new process knows nothing, and has missed nothing. */
  begin(): void {
    this.#gap = 0;
    this.#reads.clear();
    this.#unheard.clear();
  }

  /** Faults that were seen since the last call. */
  takeFaults(): readonly string[] {
    return this.#faults.splice(0);
  }

  /** Creations of vNICs that the console refused by itself since the last call. */
  takeRefusals(): readonly string[] {
    return this.#refusals.splice(0);
  }

  lose(loss: string): void {
    this.#losses.push(loss);
  }

  mourn(grief: string): void {
    this.#griefs.push(grief);
  }

  /** What was forgotten while it was there, since the last call. */
  takeGriefs(): readonly string[] {
    return this.#griefs.splice(0);
  }

  /** Redundancy that changes of ours have cost since the last call. */
  takeLosses(): readonly string[] {
    return this.#losses.splice(0);
  }

  /** Requests so far that somebody's act took, without logons and those that wait for something: events, jobs, a partition. */
  requests(): number {
    return this.#requests;
  }

  creations(): number {
    return this.#creations;
  }

  #judgeRemoval(request: RestRequest): void {
    // Said again after a logon or a pause it is the same removal, which was judged when it was sent first.
    if (this.#unheard.delete(request.path)) return;
    const read = this.#reads.get(partitionOf(request)) ?? 0;
    if (this.#gap <= read) return;
    this.#faults.push(
      `${request.method} ${request.path} was sent although events were missed since the vNICs were read`,
    );
  }
}

/** What a console answers when it cannot tell everything that happened. */
const gaps = /MISSING_EVENTS|CACHE_CLEARED/;

function isTurnedAway({ status, body }: RestResponse): boolean {
  return status === 401 || status === 503 || (status === 500 && body.includes('HSCL3205'));
}

function isWaiting({ method, path }: RestRequest): boolean {
  const asksForOne = method === 'GET' && /\/LogicalPartition\/[^/?]+(\?|$)/.test(path);
  return asksForOne || /\/Event\?|\/jobs\/|\/Logon/.test(path);
}

function isVnic({ path }: RestRequest): boolean {
  return path.includes('/VirtualNICDedicated');
}

function partitionOf({ path }: RestRequest): string {
  return (/LogicalPartition\/([^/]+)/.exec(path)?.[1] ?? '').toUpperCase();
}
