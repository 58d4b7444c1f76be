import { randomUUID } from 'node:crypto';
import { readXml } from '../xml/read-xml.ts';
import { childrenOf, descendantOf, type SimElement, textOf } from '../xml/sim-element.ts';
import { type Answer, atomAnswer, noContent, plain } from './answers.ts';
import { writeEntry } from './atom.ts';
import type { Console } from './console.ts';
import { schemaNode } from './documents/document-table.ts';
import { type Job, type JobParameter, jobRequestTable, jobResponseTable } from './documents/job-documents.ts';
import { findCollection } from './find-collection.ts';
import { findOperation } from './operations/find-operation.ts';
import type { RequestTarget } from './parse-target.ts';
import { hrefOf } from './render-resource.ts';
import type { Resource } from './resource.ts';
import { RestRefusal } from './rest-refusal.ts';
import type { RestRequest } from './rest-request.ts';

interface JobCall {
  readonly request: RestRequest;
  readonly target: RequestTarget;
}

/** `.../do/OPERATION` starts a job, `jobs/ID` follows it (powervm-rest.md: jobs). */
export function handleJobs(console: Console, call: JobCall): Answer {
  return call.target.suffix === undefined ? handleJob(console, call) : handleOperation(console, call);
}

function handleOperation(console: Console, { request, target }: JobCall): Answer {
  const { platform, jobs } = console;
  const [operation = '', id, verb] = (target.suffix?.value ?? '').split('/');
  const resource = targetOf(console, target);
  const run = findOperation(platform, resource, operation);
  if (run === undefined || id !== undefined || verb !== undefined) {
    throw new RestRefusal(404, `${resource.type} has no operation ${target.suffix?.value} here.`);
  }
  const asked = { operation, group: resource.type, target: resource.uuid };
  if (request.method === 'GET') {
    const content = schemaNode('JobRequest', jobRequestTable, { ...asked, parameters: [] }, plain);
    return atomAnswer(writeEntry({ id: randomUUID(), service: 'web', content }, platform.clock.now()));
  }
  if (request.method !== 'PUT') throw new RestRefusal(405, 'A job is started with PUT.');
  return jobAnswer(
    console,
    request,
    jobs.submit({ ...asked, parameters: readParameters(readXml(request.body ?? '')) }, run),
  );
}

function handleJob(console: Console, { request, target }: JobCall): Answer {
  const { jobs } = console;
  const [, id = '', verb] = target.path;
  if (verb === 'cancel' && (request.method === 'POST' || request.method === 'PUT')) {
    jobs.get(id);
    jobs.cancel(id);
    return noContent;
  }
  if (verb === undefined && request.method === 'GET') return jobAnswer(console, request, jobs.get(id));
  if (verb === undefined && request.method === 'DELETE') {
    jobs.delete(id);
    return noContent;
  }
  throw new RestRefusal(405, `${request.method} is not possible on ${target.path.join('/')}.`);
}

function targetOf({ platform }: Console, { path }: RequestTarget): Resource {
  const resource = findCollection(platform, path.slice(0, -1))?.find(path.at(-1) ?? '');
  // An operation on the console needs no UUID (job_response_exception.txt [R]).
  const [only] = path.length === 1 ? (findCollection(platform, path)?.list() ?? []) : [];
  const found = resource ?? only;
  if (found === undefined) throw new RestRefusal(404, `There is no ${path.join('/')}.`);
  return found;
}

function readParameters(element: SimElement): readonly JobParameter[] {
  if (element.name !== 'JobRequest')
    throw new RestRefusal(400, `The body is a ${element.name}, not a JobRequest.`);
  const container = descendantOf(element, 'JobParameters');
  return (container === undefined ? [] : childrenOf(container, 'JobParameter')).map((parameter) => ({
    name: textOf(parameter, 'ParameterName') ?? '',
    value: textOf(parameter, 'ParameterValue') ?? '',
  }));
}

function jobAnswer({ platform }: Console, request: RestRequest, job: Job): Answer {
  const entry = {
    id: randomUUID(),
    service: 'web',
    content: schemaNode('JobResponse', jobResponseTable, job, plain),
    self: hrefOf(request, `/rest/api/uom/jobs/${job.id}`),
  } as const;
  return atomAnswer(writeEntry(entry, platform.clock.now()));
}
