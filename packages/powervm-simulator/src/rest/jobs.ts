import { PlatformRefusal } from '../platform/platform-refusal.ts';
import type { SimClock } from '../platform/sim-clock.ts';
import type { Job, JobParameter } from './documents/job-documents.ts';
import { RestRefusal } from './rest-refusal.ts';

/** What a job does when its time has come; it answers the results or throws a refusal. */
export type Operation = (parameters: ReadonlyMap<string, string>) => readonly JobParameter[];

/** Thrown by an operation that will not even begin (job_response_exception.txt [R]). */
export class JobException extends Error {
  override readonly name = 'JobException';
}

export interface JobTimes {
  readonly startMs: number;
  readonly runMs: number;
}

/** The jobs of a console: each waits, runs and ends over the clock, and stays until it is deleted. */
export class Jobs {
  readonly #clock: SimClock;
  readonly #times: JobTimes;
  readonly #jobs = new Map<string, { readonly job: Job; cancel: () => void }>();
  #nextId: number;

  constructor(clock: SimClock, times: JobTimes = { startMs: 100, runMs: 900 }) {
    this.#clock = clock;
    this.#times = times;
    this.#nextId = clock.now();
  }

  submit(request: Pick<Job, 'operation' | 'group' | 'target' | 'parameters'>, run: Operation): Job {
    this.#nextId += 1;
    const job: Job = {
      ...request,
      id: String(this.#nextId),
      started: this.#clock.now(),
      status: 'NOT_STARTED',
      results: [],
    };
    const entry = { job, cancel: () => {} };
    entry.cancel = this.#clock.after(this.#times.startMs, () => {
      job.status = 'RUNNING';
      entry.cancel = this.#clock.after(this.#times.runMs, () => this.#finish(job, run));
    });
    this.#jobs.set(job.id, entry);
    return job;
  }

  get(id: string): Job {
    return this.#entry(id).job;
  }

  /** A job that has ended stays as it is. */
  cancel(id: string): void {
    const { job, cancel } = this.#entry(id);
    if (!isUnfinished(job)) return;
    cancel();
    job.status = 'CANCELED_BEFORE_COMPLETION';
    job.completed = this.#clock.now();
  }

  delete(id: string): void {
    const { job } = this.#entry(id);
    if (isUnfinished(job)) throw new RestRefusal(400, `Job ${id} is ${job.status}; cancel it first.`);
    this.#jobs.delete(id);
  }

  #entry(id: string): { readonly job: Job; cancel: () => void } {
    const entry = this.#jobs.get(id);
    if (entry === undefined) throw new RestRefusal(404, `There is no job ${id}.`);
    return entry;
  }

  #finish(job: Job, run: Operation): void {
    try {
      const results = run(new Map(job.parameters.map(({ name, value }) => [name, value])));
      job.results = [{ name: 'returnCode', value: '0' }, ...results];
      job.status = 'COMPLETED_OK';
    } catch (error) {
      fail(job, error);
    }
    job.completed = this.#clock.now();
  }
}

function isUnfinished({ status }: Job): boolean {
  return status === 'NOT_STARTED' || status === 'RUNNING';
}

function fail(job: Job, error: unknown): void {
  if (error instanceof JobException) {
    job.status = 'FAILED_BEFORE_COMPLETION';
    job.exception = error.message;
    return;
  }
  job.status = 'COMPLETED_WITH_ERROR';
  job.results = [
    { name: 'returnCode', value: '1' },
    {
      name: 'result',
      value: error instanceof PlatformRefusal ? error.message : `Internal error: ${String(error)}`,
    },
  ];
}
