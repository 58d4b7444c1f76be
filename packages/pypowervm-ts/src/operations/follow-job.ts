import { PowerVmError, withEffectUnknown } from '../power-vm-error.ts';
import { type ConsolePath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { JobResponse } from '../wrappers/job.ts';
import { readEntry } from './read-entry.ts';
import { reasonsIn } from './server-code.ts';
import { deleteEntry } from './write-entry.ts';

/** What became of a job: all that the console says of it. */
export interface JobEnd {
  readonly jobId: string;
  readonly outcome: 'done' | 'failed';
  /** The console's own word: `COMPLETED_OK`, `COMPLETED_WITH_ERROR` ... */
  readonly status: string;
  readonly results: Readonly<Record<string, string>>;
  /** The results and the exception, taken apart: a job that is refused for several reasons names each on its own. */
  readonly messages: readonly string[];
}

export interface JobFollowing {
  /** On the session's clock. */
  readonly timeoutMilliseconds: number;
  /** Told after every look at the job: how much of it is done, 0 to 1, or undefined where the console does not say. */
  readonly onProgress?: (fraction: number | undefined) => void;
}

const pollMilliseconds = 1_000;
/** A job outlives a poll that fails; this many in a row, and it is given up. */
const failedPolls = 3;

/**
 * Watches a job, whoever started it, until it has ended. Giving up does not end the job, nor does its end remove it: a
 * process that dies before it has noted the end can ask again.
 * @throws PowerVmError JOB_TIMED_OUT, NOT_FOUND when the console knows it no more, ABORTED ... : look at what it did
 */
export async function followJob(
  session: Session,
  jobId: string,
  { timeoutMilliseconds, onProgress }: JobFollowing,
  signal: AbortSignal,
): Promise<JobEnd> {
  const deadline = session.clock.now() + timeoutMilliseconds;
  const ended = await pollJob(session, { jobId, deadline, onProgress }, signal);
  if (ended !== undefined) return endOf(ended);
  throw new PowerVmError(
    'JOB_TIMED_OUT',
    `Job ${jobId} did not end within ${timeoutMilliseconds} ms and goes on; follow it again, or look at what it did`,
    { effectUnknown: true },
  );
}

export interface JobWatch {
  readonly jobId: string;
  /** As it was seen last, if it was. */
  readonly seen?: JobResponse;
  readonly deadline: number;
  readonly onProgress?: JobFollowing['onProgress'] | undefined;
}

/** The job when it has ended, or undefined when the deadline came first. */
export async function pollJob(
  session: Session,
  { jobId, seen, deadline, onProgress }: JobWatch,
  signal: AbortSignal,
): Promise<JobResponse | undefined> {
  const path = jobPath(jobId);
  let current = seen;
  let failures = 0;
  while (current === undefined || isUnfinished(current)) {
    if (session.clock.now() >= deadline) return undefined;
    await session.clock.sleep(pollMilliseconds, signal);
    try {
      current = await readJob(session, path, signal);
      failures = 0;
      onProgress?.(current.progress.linearProgress);
    } catch (failure) {
      failures += 1;
      if (signal.aborted || failures >= failedPolls || isGone(failure)) throw unwatched(failure);
    }
  }
  return current;
}

export function endOf(ended: JobResponse): JobEnd {
  const { status = '', responseException } = ended;
  const values = ended.results.filter(({ name }) => name !== 'returnCode').map(({ value = '' }) => value);
  return {
    jobId: JobResponse.need(ended, 'jobId'),
    outcome: status === 'COMPLETED_OK' || status === 'COMPLETED_WITH_WARNINGS' ? 'done' : 'failed',
    status,
    results: Object.fromEntries(ended.results.map(({ name = '', value = '' }) => [name, value])),
    messages: [...values, responseException?.message ?? ''].flatMap(reasonsIn),
  };
}

export function jobPath(jobId: string): ConsolePath {
  return uomPath('jobs', jobId);
}

/** A finished job that stays in the console's list does no harm. */
export async function removeJob(session: Session, jobId: string): Promise<void> {
  await deleteEntry(session, jobPath(jobId), new AbortController().signal).catch(() => undefined);
}

export async function readJob(
  session: Session,
  path: ConsolePath,
  signal: AbortSignal,
): Promise<JobResponse> {
  return JobResponse.read((await readEntry(session, path, signal)).content);
}

function isUnfinished({ status }: JobResponse): boolean {
  return status === undefined || !/^(?:COMPLETED|FAILED|CANCELED)/.test(status);
}

function isGone(failure: unknown): boolean {
  return failure instanceof PowerVmError && failure.code === 'NOT_FOUND';
}

/** The job was started, so a failure to watch it says nothing about what it does. */
function unwatched(failure: unknown): unknown {
  return failure instanceof PowerVmError ? withEffectUnknown(failure) : failure;
}
