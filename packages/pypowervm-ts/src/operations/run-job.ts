import { PowerVmError, withEffectUnknown } from '../power-vm-error.ts';
import { type ConsolePath, childPath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { JobRequest, JobResponse } from '../wrappers/job.ts';
import { entryOf, exchange, readEffect } from './exchange.ts';
import { readEntry } from './read-entry.ts';
import { putRequest } from './rest-requests.ts';
import { deleteEntry } from './write-entry.ts';

export interface Job {
  /** The object that offers the operation, e.g. a partition. */
  readonly target: ConsolePath;
  readonly operation: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default 30 minutes, as pypowervm's. */
  readonly timeoutMilliseconds?: number;
}

export interface JobResult {
  readonly jobId: string;
  readonly warnings: boolean;
  readonly results: Readonly<Record<string, string>>;
}

const pollMilliseconds = 1_000;
const defaultTimeout = 1_800_000;
/** How long a job that was told to stop is watched before it is left alone. */
const cancelMilliseconds = 60_000;
/** A job outlives a poll that fails; this many in a row, and it is given up. */
const failedPolls = 3;

/**
 * Runs an operation to its end: template, parameters, start, polls, and removal of the finished job. When the time is
 * over or the caller gives up, the job is cancelled; it may have done its work all the same, and the error says so.
 * @throws PowerVmError JOB_FAILED with the console's message, JOB_TIMED_OUT, ABORTED ...
 */
export async function runJob(session: Session, job: Job, signal: AbortSignal): Promise<JobResult> {
  const started = await startJob(session, job, signal);
  const jobPath = readEffect(() => uomPath('jobs', JobResponse.need(started, 'jobId')));
  const deadline = session.clock.now() + (job.timeoutMilliseconds ?? defaultTimeout);
  try {
    const ended = await pollJob(session, jobPath, { job: started, deadline }, signal);
    if (ended === undefined) throw timedOut(job);
    await removeJob(session, jobPath);
    return resultOf(job, ended);
  } catch (failure) {
    if (signal.aborted || hasCode(failure, 'JOB_TIMED_OUT')) await cancelJob(session, jobPath);
    throw hasCode(failure, 'ABORTED') ? givenUp(job, failure) : failure;
  }
}

async function startJob(session: Session, job: Job, signal: AbortSignal): Promise<JobResponse> {
  const path = childPath(job.target, 'do', job.operation);
  const template = await readEntry(session, path, signal);
  const jobParameters = Object.entries(job.parameters ?? {}).map(([name, value]) => ({ name, value }));
  const content =
    jobParameters.length === 0 ? template.content : JobRequest.change(template.content, { jobParameters });
  const request = putRequest(path, content);
  return JobResponse.read(entryOf(request, await exchange(session, request, signal)).content);
}

/** The job when it has ended, or undefined when the deadline came first. */
async function pollJob(
  session: Session,
  path: ConsolePath,
  { job, deadline }: { readonly job: JobResponse; readonly deadline: number },
  signal: AbortSignal,
): Promise<JobResponse | undefined> {
  let current = job;
  let failures = 0;
  while (isUnfinished(current)) {
    if (session.clock.now() >= deadline) return undefined;
    await session.clock.sleep(pollMilliseconds, signal);
    try {
      current = JobResponse.read((await readEntry(session, path, signal)).content);
      failures = 0;
    } catch (failure) {
      failures += 1;
      if (signal.aborted || failures >= failedPolls || hasCode(failure, 'NOT_FOUND'))
        throw unwatched(failure);
    }
  }
  return current;
}

function isUnfinished({ status }: JobResponse): boolean {
  return status === undefined || !/^(?:COMPLETED|FAILED|CANCELED)/.test(status);
}

function resultOf({ operation, target }: Job, ended: JobResponse): JobResult {
  const { status } = ended;
  const results = Object.fromEntries(ended.results.map(({ name = '', value = '' }) => [name, value]));
  if (status === 'COMPLETED_OK' || status === 'COMPLETED_WITH_WARNINGS') {
    return {
      jobId: JobResponse.need(ended, 'jobId'),
      warnings: status === 'COMPLETED_WITH_WARNINGS',
      results,
    };
  }
  const reason = results.result?.trim() || ended.responseException?.message?.trim() || 'no reason given';
  const serverCode = /\b(?:HSCL[0-9A-F]{4}|VIOS[0-9]{4}|SIM-[A-Z0-9-]+)\b/.exec(reason)?.[0];
  throw new PowerVmError('JOB_FAILED', `Job ${operation} on ${target} ended as ${status}: ${reason}`, {
    effectUnknown: true,
    ...(serverCode === undefined ? {} : { serverCode }),
  });
}

/** Told to stop by its own rules of time, because the caller's signal may be what ended it. */
async function cancelJob(session: Session, path: ConsolePath): Promise<void> {
  const unhurried = new AbortController().signal;
  const cancel = {
    method: 'POST',
    path: childPath(path, 'cancel'),
    headers: { accept: 'application/atom+xml' },
  } as const;
  try {
    await exchange(session, cancel, unhurried);
    const job = JobResponse.read((await readEntry(session, path, unhurried)).content);
    const ended = await pollJob(
      session,
      path,
      { job, deadline: session.clock.now() + cancelMilliseconds },
      unhurried,
    );
    if (ended !== undefined) await removeJob(session, path);
  } catch {
    // The error that led here is the one to report; the console clears old jobs by itself.
  }
}

/** A finished job that stays in the console's list does no harm. */
async function removeJob(session: Session, path: ConsolePath): Promise<void> {
  await deleteEntry(session, path, new AbortController().signal).catch(() => undefined);
}

function hasCode(failure: unknown, code: PowerVmError['code']): boolean {
  return failure instanceof PowerVmError && failure.code === code;
}

/** The job was started, so a failure to watch it says nothing about what it does. */
function unwatched(failure: unknown): unknown {
  return failure instanceof PowerVmError ? withEffectUnknown(failure) : failure;
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
