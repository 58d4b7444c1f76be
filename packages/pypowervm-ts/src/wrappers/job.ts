import { webNamespace } from '../xml/namespaces.ts';
import { type Codec, decimal, integer, oneOf, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { list, nested, section } from './nested.ts';
import { reference } from './reference.ts';

const JobParameter = defineElement({
  name: 'JobParameter',
  namespace: webNamespace,
  knownBy: 'name',
  properties: { name: leaf('ParameterName', text), value: leaf('ParameterValue', text) },
});

const RequestedOperation = defineElement({
  name: 'RequestedOperation',
  namespace: webNamespace,
  properties: { operationName: leaf('OperationName', text), groupName: leaf('GroupName', text) },
});

const ResponseException = defineElement({
  name: 'ResponseException',
  namespace: webNamespace,
  properties: { message: leaf('Message', text) },
});

/** What `GET .../do/OPERATION` answers and, with its parameters filled in, what is PUT back. */
export const JobRequest = defineElement({
  name: 'JobRequest',
  namespace: webNamespace,
  properties: {
    requestedOperation: nested('RequestedOperation', RequestedOperation),
    jobParameters: list({ container: 'JobParameters' }, JobParameter),
  },
});

export type JobRequest = ReadOf<typeof JobRequest>;

/** Written with a decimal place even when whole. */
const fraction: Codec<number> = {
  parse: decimal.parse,
  format: (value) => (Number.isInteger(value) ? value.toFixed(1) : decimal.format(value)),
};

const Progress = defineElement({
  name: 'Progress',
  namespace: webNamespace,
  properties: {
    /** 0 to 1 (job_response_completed_ok.txt). */
    linearProgress: leaf('LinearProgress', fraction),
  },
});

/** The state of a job. Times are milliseconds since 1970. */
export const JobResponse = defineElement({
  name: 'JobResponse',
  namespace: webNamespace,
  knownBy: 'jobId',
  properties: {
    requestUrl: reference('RequestURL'),
    targetUuid: leaf('TargetUuid', text),
    jobId: leaf('JobID', text),
    timeStarted: leaf('TimeStarted', integer),
    timeCompleted: leaf('TimeCompleted', integer),
    status: leaf(
      'Status',
      oneOf(
        'NOT_STARTED',
        'RUNNING',
        'COMPLETED_OK',
        'COMPLETED_WITH_WARNINGS',
        'COMPLETED_WITH_ERROR',
        'FAILED_BEFORE_COMPLETION',
        'CANCELED_BEFORE_COMPLETION',
      ),
    ),
    responseException: nested('ResponseException', ResponseException),
    jobRequestInstance: nested('JobRequestInstance', JobRequest),
    progress: section('Progress', Progress),
    results: list({ container: 'Results' }, JobParameter),
  },
});

export type JobResponse = ReadOf<typeof JobResponse>;
