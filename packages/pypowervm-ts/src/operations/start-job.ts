import { type ConsolePath, childPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { JobRequest, JobResponse } from '../wrappers/job.ts';
import { entryOf, exchange, readEffect } from './exchange.ts';
import { readEntry } from './read-entry.ts';
import { putRequest } from './rest-requests.ts';

export interface Job {
  /** The object that offers the operation, e.g. a partition. */
  readonly target: ConsolePath;
  readonly operation: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default 30 minutes, as pypowervm's. */
  readonly timeoutMilliseconds?: number;
}

/**
 * Starts an operation, from its template and with parameters, and answers the id by which it is followed, by another
 * process too if need be.
 */
export async function startJob(session: Session, job: Job, signal: AbortSignal): Promise<string> {
  const started = await submitJob(session, job, signal);
  return readEffect(() => JobResponse.need(started, 'jobId'));
}

export async function submitJob(session: Session, job: Job, signal: AbortSignal): Promise<JobResponse> {
  const path = childPath(job.target, 'do', job.operation);
  const template = await readEntry(session, path, signal);
  const jobParameters = Object.entries(job.parameters ?? {}).map(([name, value]) => ({ name, value }));
  const content =
    jobParameters.length === 0 ? template.content : JobRequest.change(template.content, { jobParameters });
  const request = putRequest(path, content);
  return JobResponse.read(entryOf(request, await exchange(session, request, signal)).content);
}
