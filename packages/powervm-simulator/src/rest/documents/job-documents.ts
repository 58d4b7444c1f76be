import { leaf, part, parts, type Row, type Table } from './document-table.ts';

type JobStatus =
  | 'NOT_STARTED'
  | 'RUNNING'
  | 'COMPLETED_OK'
  | 'COMPLETED_WITH_ERROR'
  | 'FAILED_BEFORE_COMPLETION'
  | 'CANCELED_BEFORE_COMPLETION';

export interface JobParameter {
  readonly name: string;
  readonly value: string;
}

export interface Job {
  readonly id: string;
  /** What was asked: `PowerOn` on `LogicalPartition`. */
  readonly operation: string;
  readonly group: string;
  readonly target: string;
  readonly parameters: readonly JobParameter[];
  readonly started: number;
  completed?: number;
  status: JobStatus;
  /** 0 to 1, while it runs. */
  progress: () => number;
  results: readonly JobParameter[];
  /** The message of a job that threw before it did anything (job_response_exception.txt [R]). */
  exception?: string;
}

type Request = Pick<Job, 'operation' | 'group' | 'parameters'>;

const parameterTable: Table<JobParameter> = [
  leaf('ParameterName', 'ROR', ({ name }) => name),
  leaf('ParameterValue', 'CUR', ({ value }) => value),
];

const operationTable: Table<Request> = [
  leaf('OperationName', 'ROR', ({ operation }) => operation),
  leaf('GroupName', 'ROR', ({ group }) => group),
];

const exceptionTable: Table<string> = [leaf('Message', 'ROR', (message) => message)];

const progressTable: Table<Job> = [leaf('LinearProgress', 'ROR', progressOf)];

/** The template that a client fills and sends back (job_request_power_off.txt [R]). */
export const jobRequestTable: Table<Request> = [
  part('RequestedOperation', 'CUR', operationTable, (request) => request),
  parameters('JobParameters', 'CUR', (request: Request) => request.parameters),
];

/** As in job_response_completed_failed.txt and job_response_exception.txt [R]. */
export const jobResponseTable: Table<Job> = [
  requestUrl(),
  leaf('TargetUuid', 'ROR', ({ target }) => target || undefined),
  leaf('JobID', 'ROR', ({ id }) => id),
  leaf('TimeStarted', 'ROR', ({ started }) => started),
  leaf('TimeCompleted', 'ROR', ({ completed }) => completed ?? 0),
  leaf('Status', 'ROR', ({ status }) => status),
  part('ResponseException', 'ROR', exceptionTable, ({ exception }) => exception),
  part('JobRequestInstance', 'ROR', jobRequestTable, (job) => job),
  part('Progress', 'ROO', progressTable, (job) => job),
  parameters('Results', 'ROR', (job: Job) => job.results),
];

function parameters<Subject>(
  name: string,
  kb: 'CUR' | 'ROR',
  of: (subject: Subject) => readonly JobParameter[],
): Row<Subject> {
  return parts(name, kb, { name: 'JobParameter', table: parameterTable }, of);
}

function requestUrl(): Row<Job> {
  const title = 'The URL to which the JobRequest was submitted.';
  return {
    name: 'RequestURL',
    render: ({ group, target, operation }) => {
      const href = [group, target, 'do', operation].filter((part) => part !== '').join('/');
      return [{ name: 'RequestURL', attributes: { kb: 'ROR', kxe: 'false', href, rel: 'via', title } }];
    },
  };
}

function progressOf({ status, progress }: Job): string {
  switch (status) {
    case 'NOT_STARTED':
      return '0.0';
    case 'RUNNING':
      return progress().toFixed(2).replace(/0$/, '');
    case 'COMPLETED_OK':
    case 'COMPLETED_WITH_ERROR':
    case 'FAILED_BEFORE_COMPLETION':
    case 'CANCELED_BEFORE_COMPLETION':
      return '1.0';
  }
}
