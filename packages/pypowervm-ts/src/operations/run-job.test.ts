import { describe, expect, it } from 'vitest';
import { entryXml, refusal } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import type { Step } from '../../test/scripted-console.ts';
import { testSession } from '../../test/test-session.ts';
import { uomPath } from '../session/console-path.ts';
import type { RestResponse } from '../transport/transport.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { runJob } from './run-job.ts';
import type { Job } from './start-job.ts';

const job: Job = {
  target: uomPath('LogicalPartition', 'p-1'),
  operation: 'PowerOff',
  parameters: { immediate: 'true' },
};
const template: Step = {
  body: entryXml({
    type: 'JobRequest',
    service: 'web',
    inner: '<RequestedOperation><OperationName>PowerOff</OperationName></RequestedOperation><JobParameters/>',
  }),
};

function jobIn(status: string, more = ''): Partial<RestResponse> {
  const inner = `<JobID>17</JobID><Status>${status}</Status>${more}`;
  return { body: entryXml({ type: 'JobResponse', service: 'web', inner }) };
}

const results = (text: string): string =>
  `<Results><JobParameter><ParameterName>result</ParameterName><ParameterValue>${text}</ParameterValue></JobParameter></Results>`;

const start = [
  'GET /rest/api/uom/LogicalPartition/p-1/do/PowerOff',
  'PUT /rest/api/uom/LogicalPartition/p-1/do/PowerOff',
];
const poll = 'GET /rest/api/uom/jobs/17?group=None';
const cancel = 'POST /rest/api/uom/jobs/17/cancel';
const remove = 'DELETE /rest/api/uom/jobs/17';

describe('runJob', () => {
  it('fills in the template, polls once a second, and removes the finished job', async () => {
    const { session, clock, requests, lines } = await testSession(
      template,
      jobIn('NOT_STARTED'),
      jobIn('RUNNING'),
      jobIn('COMPLETED_WITH_WARNINGS', results('fine')),
      { status: 204 },
    );
    expect(await clock.run(runJob(session, job, never))).toEqual({
      jobId: '17',
      warnings: true,
      results: { result: 'fine' },
    });
    expect(lines()).toEqual([...start, poll, poll, remove]);
    expect(clock.now()).toBe(2_000);
    expect(requests()[1]?.headers['content-type']).toBe(
      'application/vnd.ibm.powervm.web+xml; type=JobRequest',
    );
    expect(requests()[1]?.body).toMatch(/<ParameterName>immediate<\/ParameterName>\s*<ParameterValue>true</);
  });

  it('reports a failed job in the console’s words and removes it', async () => {
    const { session, clock, lines } = await testSession(
      template,
      jobIn('COMPLETED_WITH_ERROR', results('HSCL05DF wrong state')),
      {},
    );
    const failure = await clock.run(failureOf(runJob(session, job, never)));
    expect(failure).toMatchObject({ code: 'JOB_FAILED', serverCode: 'HSCL05DF', effectUnknown: true });
    expect(failure.message).toBe(
      'Job PowerOff on /rest/api/uom/LogicalPartition/p-1 ended as COMPLETED_WITH_ERROR: HSCL05DF wrong state',
    );
    expect(lines()).toEqual([...start, remove]);
  });

  it.skipIf(recordingsAbsent).each([
    ['job_response_completed_failed.txt', 'COMPLETED_WITH_ERROR: HSCL05DF The partition is not in a state'],
    [
      'job_response_exception.txt',
      'FAILED_BEFORE_COMPLETION: com.ibm.pmc.jaxb.api.server.jobs.PmcJobException: Unsupported',
    ],
  ])('understands the recorded %s', async (recording, words) => {
    const { session, clock } = await testSession(template, { body: readRecording(recording) }, {});
    expect((await clock.run(failureOf(runJob(session, job, never)))).message).toContain(`ended as ${words}`);
  });

  it('cancels what takes too long, waits for its end, and removes it', async () => {
    const { session, clock, lines } = await testSession(
      template,
      jobIn('RUNNING'),
      jobIn('RUNNING'),
      jobIn('RUNNING'),
      { status: 204 },
      jobIn('RUNNING'),
      jobIn('CANCELED_BEFORE_COMPLETION'),
      {},
    );
    const failure = await clock.run(
      failureOf(runJob(session, { ...job, timeoutMilliseconds: 2_000 }, never)),
    );
    expect(failure).toMatchObject({ code: 'JOB_TIMED_OUT', effectUnknown: true });
    expect(failure.message).toContain('did not end within 2000 ms and was told to stop');
    expect(lines()).toEqual([...start, poll, poll, cancel, poll, poll, remove]);
  });

  it('cancels when the caller gives up', async () => {
    const caller = new AbortController();
    const running: Step = () => {
      caller.abort();
      return jobIn('RUNNING');
    };
    const { session, clock, lines } = await testSession(
      template,
      running,
      { status: 204 },
      jobIn('CANCELED_BEFORE_COMPLETION'),
      {},
    );
    const failure = await clock.run(failureOf(runJob(session, job, caller.signal)));
    expect(failure).toMatchObject({ code: 'ABORTED', effectUnknown: true });
    expect(lines()).toEqual([...start, cancel, poll, remove]);
  });

  it('survives two polls that fail, not three', async () => {
    const twice = await testSession(
      template,
      jobIn('RUNNING'),
      refusal(500, 'x'),
      refusal(500, 'x'),
      jobIn('COMPLETED_OK'),
      {},
    );
    expect((await twice.clock.run(runJob(twice.session, job, never))).warnings).toBe(false);
    const more = await testSession(template, jobIn('RUNNING'), refusal(500, 'x'));
    expect(await more.clock.run(failureOf(runJob(more.session, job, never)))).toMatchObject({
      code: 'SERVER_FAILED',
      effectUnknown: true,
    });
    expect(more.lines()).toEqual([...start, poll, poll, poll]);
  });
});
