import { PowerVmError } from '../power-vm-error.ts';
import { childPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { JobResponse } from '../wrappers/job.ts';
import { exchange, readEffect } from './exchange.ts';
import { endOf, type JobEnd, jobPath, pollJob, readJob, removeJob } from './follow-job.ts';
import { serverCodeIn } from './server-code.ts';
import { type Job, submitJob } from './start-job.ts';

export interface JobResult {
  readonly jobId: string;
  readonly warnings: boolean;
  readonly results: Readonly<Record<string, string>>;
}

const defaultTimeout = 1_800_000;
/** How long a job that was told to stop is watched before it is left alone. */
const cancelMilliseconds = 60_000;

/**
 * Runs an operation to its end: template, parameters, start, polls, and removal of the finished job. When the time is
 * over or the caller gives up, the job is cancelled; it may have done its work all the same, and the error says so.
 * @throws PowerVmError JOB_FAILED with the console's message, JOB_TIMED_OUT, ABORTED ...
 */
export async function runJob(session: Session, job: Job, signal: AbortSignal): Promise<JobResult> {
  const started = await submitJob(session, job, signal);
  const jobId = readEffect(() => JobResponse.need(started, 'jobId'));
  const deadline = session.clock.now() + (job.timeoutMilliseconds ?? defaultTimeout);
  try {
    const ended = await pollJob(session, { jobId, seen: started, deadline }, signal);
    if (ended === undefined) throw timedOut(job);
    await removeJob(session, jobId);
    return resultOf(job, endOf(ended));
  } catch (failure) {
    if (signal.aborted || hasCode(failure, 'JOB_TIMED_OUT')) await cancelJob(session, jobId);
    throw hasCode(failure, 'ABORTED') ? givenUp(job, failure) : failure;
  }
}

function resultOf(
  { operation, target }: Job,
  { outcome, jobId, status, results, messages }: JobEnd,
): JobResult {
  if (outcome === 'done') return { jobId, warnings: status === 'COMPLETED_WITH_WARNINGS', results };
  const reason = messages.join(' ') || 'no reason given';
  const serverCode = serverCodeIn(reason);
  throw new PowerVmError('JOB_FAILED', `Job ${operation} on ${target} ended as ${status}: ${reason}`, {
    effectUnknown: true,
    ...(serverCode === undefined ? {} : { serverCode }),
  });
}

/** Told to stop by its own rules of time, because the caller's signal may be what ended it. */
async function cancelJob(session: Session, jobId: string): Promise<void> {
  const unhurried = new AbortController().signal;
  const path = jobPath(jobId);
  const cancel = {
    method: 'POST',
    path: childPath(path, 'cancel'),
    headers: { accept: 'application/atom+xml' },
  } as const;
  try {
    await exchange(session, cancel, unhurried);
    const seen = await readJob(session, path, unhurried);
    const deadline = session.clock.now() + cancelMilliseconds;
    const ended = await pollJob(session, { jobId, seen, deadline }, unhurried);
    if (ended !== undefined) await removeJob(session, jobId);
  } catch {
    // The error that led here is the one to report; the console clears old jobs by itself.
  }
}

function hasCode(failure: unknown, code: PowerVmError['code']): boolean {
  return failure instanceof PowerVmError && failure.code === code;
}

function timedOut({ operation, target, timeoutMilliseconds = defaultTimeout }: Job): PowerVmError {
  return new PowerVmError(
    'JOB_TIMED_OUT',
    `Job ${operation} on ${target} did not end within ${timeoutMilliseconds} ms and was told to stop; look at what it did`,
    { effectUnknown: true },
  );
}

function givenUp({ operation, target }: Job, cause: unknown): PowerVmError {
  return new PowerVmError(
    'ABORTED',
    `Job ${operation} on ${target} was given up by the caller and told to stop; look at what it did`,
    {
      cause,
      effectUnknown: true,
    },
  );
}
