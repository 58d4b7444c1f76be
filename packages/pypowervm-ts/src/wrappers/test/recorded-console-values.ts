import { expect } from 'vitest';
import { Event } from '../event.ts';
import { HttpErrorResponse } from '../http-error-response.ts';
import { JobRequest, JobResponse } from '../job.ts';
import { LogonResponse } from '../logon-response.ts';
import { ManagementConsole } from '../management-console.ts';
import type { RecordedValues } from './recorded-element.ts';

const uom = 'https://9.1.2.3:12443/rest/api/uom';

/** The console itself: its events, jobs, errors and logons. */
export const recordedConsoleValues: readonly RecordedValues[] = [
  {
    table: Event,
    recording: 'event_feed.txt',
    nth: 5,
    values: {
      eventType: 'MODIFY_URI',
      eventId: 1473962006553,
      eventData:
        'http://localhost:12080/rest/api/uom/ManagedSystem/1cab7366-6b73-342c-9f43-ddfeb9f8edd3/VirtualIOServer/113ABFC5-FE3C-4321-A845-310C7A37F276',
      eventDetail: 'Other',
    },
  },
  {
    table: JobRequest,
    recording: 'job_request_power_off.txt',
    nth: 0,
    values: {
      requestedOperation: { operationName: 'PowerOff', groupName: 'LogicalPartition' },
      jobParameters: [],
    },
  },
  {
    table: JobResponse,
    recording: 'job_response_completed_failed.txt',
    nth: 0,
    values: {
      requestUrl: 'LogicalPartition/67A8308B-2CCA-4407-A1BC-632E108B479A/do/PowerOff',
      targetUuid: '67A8308B-2CCA-4407-A1BC-632E108B479A',
      jobId: '1376478617707',
      timeStarted: 1376483923381,
      timeCompleted: 1376483924729,
      status: 'COMPLETED_WITH_ERROR',
      jobRequestInstance: {
        requestedOperation: { operationName: 'PowerOff', groupName: 'LogicalPartition' },
        jobParameters: [{ name: 'operation', value: 'shutdown' }],
      },
      progress: { linearProgress: 1 },
      results: [
        { name: 'returnCode', value: '1' },
        { name: 'result', value: expect.stringMatching(/^HSCL05DF The partition .*\n$/) as unknown },
      ],
    },
  },
  {
    table: JobResponse,
    recording: 'job_response_exception.txt',
    nth: 0,
    values: {
      requestUrl: `${uom}/ManagementConsole/do/CLIRunner`,
      jobId: '1376474747145',
      timeStarted: 1376484245981,
      timeCompleted: 1376484245982,
      status: 'FAILED_BEFORE_COMPLETION',
      responseException: { message: expect.stringMatching(/: Unsupported commmand lssyscfg$/) as unknown },
      jobRequestInstance: {
        requestedOperation: { operationName: 'CLIRunner', groupName: 'ManagementConsole' },
        jobParameters: [{ name: 'cmd', value: 'lssyscfg -r sys -F name' }],
      },
      progress: {},
      results: [],
    },
  },
  {
    table: HttpErrorResponse,
    recording: 'fake_httperror.txt',
    nth: 0,
    values: {
      httpStatus: 500,
      requestUri: '/rest/api/uom/SharedStoragePool/3dc777cb-e7b1-3f3d-b904-b5e34b47c6fe',
      reasonCode: 'Unknown internal error.',
      message: expect.stringContaining('is busy processing some other request') as unknown,
    },
  },
  {
    table: LogonResponse,
    recording: 'logon.xml',
    nth: 0,
    values: { sessionToken: expect.stringMatching(/^PUIoR6x0.*jb0A99s=$/) as unknown },
  },
  {
    table: LogonResponse,
    recording: 'logon_file.xml',
    nth: 0,
    values: { sessionFile: 'pypowervm/tests/data/token_file' },
  },
  {
    table: ManagementConsole,
    recording: 'managementconsole.txt',
    nth: 0,
    values: {
      machineTypeModelAndSerialNumber: { machineType: 'Ve57', model: 'f93', serialNumber: '2911559' },
      managedSystems: [
        `${uom}/ManagementConsole/b3416a32-46f9-3df9-819e-39349001af0c/ManagedSystem/a168a3ec-bb3e-3ead-86c1-7d98b9d50239`,
        `${uom}/ManagementConsole/b3416a32-46f9-3df9-819e-39349001af0c/ManagedSystem/caae9209-25e5-35cd-a71a-ed55c03f294d`,
      ],
      managementConsoleName: 'hmc7',
      versionInfo: {},
      authorizedKeys: { keys: [] },
    },
  },
];
