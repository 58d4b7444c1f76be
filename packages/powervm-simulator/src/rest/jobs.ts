import { PlatformRefusal } from '../platform/platform-refusal.ts';
import type { SimClock } from '../platform/sim-clock.ts';
import type { Job, JobParameter } from './documents/job-documents.ts';
import { RestRefusal } from './rest-refusal.ts';

type Parameters = ReadonlyMap<string, string>;

/** What a job does when its time has come; it answers the results or throws a refusal. */
export interface ShortOperation {
  readonly run: (parameters: Parameters) => readonly JobParameter[];
  /** When that is; by default, and where it is undefined, after the time that jobs take. */
  readonly lastsMs?: (parameters: Parameters) => number | undefined;
}

/** What takes a time of its own. `begin` happens as the job starts to run; it may throw a refusal as well. */
export interface LongOperation {
  readonly begin: (parameters: Parameters, end: (failure?: Error) => void) => Course;
}

/** A long operation under way. */
interface Course {
  /** 0 to 1. */
  readonly progress: () => number;
  readonly cancel: () => void;
}

export type Operation = ShortOperation | LongOperation;

/** Thrown by an operation that will not even begin (job_response_exception.txt [R]). */
export class JobException extends Error {
  override readonly name = 'JobException';
}

export interface JobTimes {
  readonly startMs: number;
  readonly runMs: number;
}

interface Entry {
  readonly job: Job;
  cancel: () => void;
}

/** The jobs of a console: each waits, runs and ends over the clock, and stays until it is deleted. */
export class Jobs {
  readonly #clock: SimClock;
  readonly #times: JobTimes;
  readonly #jobs = new Map<string, Entry>();
  #nextId: number;

  constructor(clock: SimClock, times: JobTimes = { startMs: 100, runMs: 900 }) {
    this.#clock = clock;
    this.#times = times;
    this.#nextId = clock.now();
  }

  submit(request: Pick<Job, 'operation' | 'group' | 'target' | 'parameters'>, operation: Operation): Job {
    this.#nextId += 1;
    const job: Job = {
      ...request,
      id: String(this.#nextId),
      started: this.#clock.now(),
      status: 'NOT_STARTED',
      progress: () => 0,
      results: [],
    };
    const entry: Entry = { job, cancel: () => {} };
    entry.cancel = this.#clock.after(this.#times.startMs, () => this.#run(entry, operation));
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
    job.status = 'CANCELED_BEFORE_COMPLETION';
    job.completed = this.#clock.now();
    cancel();
  }

  delete(id: string): void {
    const { job } = this.#entry(id);
    if (isUnfinished(job)) throw new RestRefusal(400, `Job ${id} is ${job.status}; cancel it first.`);
    this.#jobs.delete(id);
  }

  /** A console that is restarted knows no job any more; what the platform does goes on. */
  forgetAll(): void {
    this.#jobs.clear();
  }

  #entry(id: string): Entry {
    const entry = this.#jobs.get(id);
    if (entry === undefined) throw new RestRefusal(404, `There is no job ${id}.`);
    return entry;
  }

  #run(entry: Entry, operation: Operation): void {
    const { job } = entry;
    const parameters = new Map(job.parameters.map(({ name, value }) => [name, value]));
    job.status = 'RUNNING';
    try {
      if ('run' in operation) {
        const { run, lastsMs } = operation;
        job.progress = () => 0.5;
        entry.cancel = this.#clock.after(lastsMs?.(parameters) ?? this.#times.runMs, () =>
          this.#settle(job, () => run(parameters)),
        );
        return;
      }
      const course = operation.begin(parameters, (failure) => this.#settle(job, () => resultsOr(failure)));
      job.progress = course.progress;
      entry.cancel = course.cancel;
    } catch (error) {
      this.#settle(job, () => resultsOr(error));
    }
  }

  #settle(job: Job, results: () => readonly JobParameter[]): void {
    if (!isUnfinished(job)) return;
    try {
      job.results = [{ name: 'returnCode', value: '0' }, ...results()];
      job.status = 'COMPLETED_OK';
    } catch (error) {
      fail(job, error);
    }
    job.completed = this.#clock.now();
  }
}

function resultsOr(failure: unknown): readonly JobParameter[] {
  if (failure instanceof Error) throw failure;
  return [];
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
