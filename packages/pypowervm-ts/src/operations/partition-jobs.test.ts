import { describe, expect, it } from 'vitest';
import { entryXml, refusal } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import type { Step } from '../../test/scripted-console.ts';
import { testSession } from '../../test/test-session.ts';
import { parsePartitionUuid, parseSystemUuid } from '../identifiers/index.ts';
import type { RestRequest, RestResponse } from '../transport/transport.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { childElements, childNamed, textOf } from '../xml/xml-element.ts';
import { closeVterm } from './close-vterm.ts';
import {
  abortMigration,
  followMigration,
  recoverMigration,
  startMigration,
  validateMigration,
} from './migrate-partition.ts';
import { type PowerOffOptions, powerOffPartition, powerOnPartition } from './power-partition.ts';

const place = {
  system: parseSystemUuid('95c2990a-e412-3ac8-92f4-058278b32ea2'),
  partition: parsePartitionUuid('089FFB20-5D19-4A8C-BB80-13650627D985'),
};
const operations = `/rest/api/uom/LogicalPartition/${place.partition}/do`;
const poll = 'GET /rest/api/uom/jobs/17?group=None';
const remove = 'DELETE /rest/api/uom/jobs/17';

const template: Step = {
  body: entryXml({ type: 'JobRequest', service: 'web', inner: '<RequestedOperation/><JobParameters/>' }),
};

function jobIn(status: string, more = ''): Partial<RestResponse> {
  const inner = `<JobID>17</JobID><Status>${status}</Status>${more}`;
  return { body: entryXml({ type: 'JobResponse', service: 'web', inner }) };
}

function failed(result: string): Partial<RestResponse> {
  const parameter = (name: string, value: string): string =>
    `<JobParameter><ParameterName>${name}</ParameterName><ParameterValue>${value}</ParameterValue></JobParameter>`;
  const results = parameter('returnCode', '1') + parameter('result', result);
  return jobIn('COMPLETED_WITH_ERROR', `<Results>${results}</Results>`);
}

const progress = (fraction: string): string =>
  `<Progress><LinearProgress>${fraction}</LinearProgress></Progress>`;

/** The parameters that a job was started with. */
function parametersOf({ body = '' }: RestRequest): Readonly<Record<string, string>> {
  const container = childNamed(parseXml(body), 'JobParameters');
  const named = container === undefined ? [] : childElements(container).filter(isParameter);
  return Object.fromEntries(
    named.map((each) => [
      textOf(childNamed(each, 'ParameterName') ?? each),
      textOf(childNamed(each, 'ParameterValue') ?? each),
    ]),
  );
}

function isParameter({ local }: { readonly local: string }): boolean {
  return local === 'JobParameter';
}

describe('power', () => {
  it.each<readonly [PowerOffOptions, Readonly<Record<string, string>>]>([
    [{ operation: 'osshutdown' }, { operation: 'osshutdown' }],
    [
      { operation: 'osshutdown', immediate: true },
      { operation: 'osshutdown', immediate: 'true' },
    ],
    [
      { operation: 'shutdown', immediate: true, restart: true },
      { operation: 'shutdown', immediate: 'true', restart: 'true' },
    ],
    [{ operation: 'shutdown', immediate: false, restart: false }, { operation: 'shutdown' }],
  ])('off, asked for as %j', async (options, parameters) => {
    const { session, requests, lines } = await testSession(template, jobIn('COMPLETED_OK'), {});
    expect(await powerOffPartition(session, place, options, never)).toBe('done');
    expect(lines()).toEqual([`GET ${operations}/PowerOff`, `PUT ${operations}/PowerOff`, remove]);
    expect(parametersOf(requests()[1] as RestRequest)).toEqual(parameters);
  });

  it('on, as far as it is to boot', async () => {
    const { session, requests } = await testSession(template, jobIn('COMPLETED_OK'), {});
    expect(await powerOnPartition(session, place, { bootMode: 'sms' }, never)).toBe('done');
    expect(parametersOf(requests()[1] as RestRequest)).toEqual({ bootmode: 'sms' });
  });

  it.each(['HSCL1558', 'PVME04000005', 'PVME01050901'])('off already, as %s says', async (code) => {
    const options = { operation: 'shutdown' } as const;
    const answers = [template, failed(`${code} It is off.`), {}] as const;
    const { session } = await testSession(...answers);
    expect(await powerOffPartition(session, place, options, never)).toBe('already');
    const again = await testSession(...answers);
    const restart = powerOffPartition(again.session, place, { ...options, restart: true }, never);
    expect(await failureOf(restart)).toMatchObject({ code: 'JOB_FAILED', serverCode: code });
  });

  it.each(['HSCL3681', 'PVME01042026'])('on already, as %s says', async (code) => {
    const { session } = await testSession(template, failed(`${code} It is on.`), {});
    expect(await powerOnPartition(session, place, {}, never)).toBe('already');
  });
});

describe('a migration', () => {
  it('is validated with everything that is known of the way, and refused with every reason', async () => {
    const reasons =
      'Not possible: HSCLA318 No mover (see HSCLA002).\nHSCLA356 No room. HSCLA319 No vNIC.\n\n';
    const { session, clock, requests, lines } = await testSession(
      template,
      jobIn('NOT_STARTED'),
      failed(reasons),
      {},
    );
    const target = {
      systemName: 'right',
      console: { address: '9.1.2.4', user: 'wlp' },
      virtualFcMappings: ['4//1/14/fcs0'],
      virtualScsiMappings: ['12/vios1//16', '13/vios2//16'],
      vlanMappings: ['001122334455/12/20 21'],
      sourceMover: ['10.0.0.1', '10.0.0.2'],
      targetMover: ['10.0.0.3'],
      overrideOpenVSwitch: true,
      overrideVlanBridge: true,
      checkAffinity: true,
      furtherParameters: { VnicRedundancy: '2' },
    };
    expect(await clock.run(validateMigration(session, place, target, never))).toEqual({
      jobId: '17',
      outcome: 'failed',
      status: 'COMPLETED_WITH_ERROR',
      results: { returnCode: '1', result: reasons },
      messages: [
        'Not possible:',
        'HSCLA318 No mover (see HSCLA002).',
        'HSCLA356 No room.',
        'HSCLA319 No vNIC.',
      ],
    });
    expect(lines()).toEqual([
      `GET ${operations}/MigrateValidate`,
      `PUT ${operations}/MigrateValidate`,
      poll,
      remove,
    ]);
    expect(parametersOf(requests()[1] as RestRequest)).toEqual({
      TargetManagedSystemName: 'right',
      TargetRemoteHMCIPAddress: '9.1.2.4',
      TargetRemoteHMCUserID: 'wlp',
      DestMSPIPaddr: '10.0.0.3',
      SourceMSPIPaddr: '10.0.0.1,10.0.0.2',
      OVSOverride: '2',
      VLANBridgeOverride: '2',
      VirtualFCMappings: '4//1/14/fcs0',
      VirtualSCSIMappings: '12/vios1//16,13/vios2//16',
      VlanMappings: '001122334455/12/20 21',
      Affinity: 'true',
      VnicRedundancy: '2',
    });
  });

  it('is started, and followed by its id, which tells how far it is; its job stays for whoever asks again', async () => {
    const first = await testSession(template, jobIn('NOT_STARTED'));
    expect(await startMigration(first.session, place, { systemName: 'right' }, never)).toBe('17');
    expect(first.lines()).toEqual([`GET ${operations}/Migrate`, `PUT ${operations}/Migrate`]);
    expect(parametersOf(first.requests()[1] as RestRequest)).toEqual({ TargetManagedSystemName: 'right' });

    const second = await testSession(
      jobIn('RUNNING', progress('0.25')),
      jobIn('RUNNING', progress('0.5')),
      jobIn('RUNNING'),
      jobIn('COMPLETED_OK', progress('1.0')),
    );
    const told: (number | undefined)[] = [];
    const onProgress = (fraction: number | undefined) => void told.push(fraction);
    const following = followMigration(second.session, '17', { onProgress }, never);
    expect(await second.clock.run(following)).toMatchObject({ outcome: 'done', messages: [] });
    expect(told).toEqual([0.25, 0.5, undefined, 1]);
    expect(second.lines()).toEqual([poll, poll, poll, poll]);
  });

  it('is not stopped by whoever ceases to follow it', async () => {
    const caller = new AbortController();
    const running: Step = () => {
      caller.abort();
      return jobIn('RUNNING');
    };
    const { session, clock, lines } = await testSession(running);
    const failure = await clock.run(failureOf(followMigration(session, '17', {}, caller.signal)));
    expect(failure.code).toBe('ABORTED');
    expect(lines()).toEqual([poll]);

    const slow = await testSession(jobIn('RUNNING'));
    const bounded = followMigration(slow.session, '17', { timeoutMilliseconds: 1_500 }, never);
    const late = await slow.clock.run(failureOf(bounded));
    expect(late).toMatchObject({ code: 'JOB_TIMED_OUT', effectUnknown: true });
    expect(late.message).toBe(
      'Job 17 did not end within 1500 ms and goes on; follow it again, or look at what it did',
    );
    expect(slow.lines()).toEqual([poll, poll]);
  });

  it('outlives two looks at it that fail', async () => {
    const busy = refusal(500, 'x');
    const { session, clock } = await testSession(busy, busy, jobIn('COMPLETED_OK'));
    expect(await clock.run(followMigration(session, '17', {}, never))).toMatchObject({ outcome: 'done' });
  });

  it('that the console knows no more may have done its work', async () => {
    const { session, clock } = await testSession(refusal(404, 'no such job'));
    const failure = await clock.run(failureOf(followMigration(session, '17', {}, never)));
    expect(failure).toMatchObject({ code: 'NOT_FOUND', effectUnknown: true });
  });

  it('is called back, or recovered, by force only when told', async () => {
    const answers = [template, jobIn('COMPLETED_OK'), jobIn('COMPLETED_OK'), {}] as const;
    for (const [act, operation, parameters] of [
      [abortMigration, 'MigrateAbort', {}],
      [(...given: Parameters<typeof abortMigration>) => recover(false, ...given), 'MigrateRecover', {}],
      [
        (...given: Parameters<typeof abortMigration>) => recover(true, ...given),
        'MigrateRecover',
        { Force: 'true' },
      ],
    ] as const) {
      const { session, clock, requests, lines } = await testSession(...answers);
      expect(await clock.run(act(session, place, never))).toMatchObject({
        outcome: 'done',
        status: 'COMPLETED_OK',
      });
      expect(lines()).toEqual([
        `GET ${operations}/${operation}`,
        `PUT ${operations}/${operation}`,
        poll,
        remove,
      ]);
      expect(parametersOf(requests()[1] as RestRequest)).toEqual(parameters);
    }
  });

  it('finds no virtual terminal open after that was closed', async () => {
    const { session, lines } = await testSession(template, jobIn('COMPLETED_OK'), {});
    await closeVterm(session, place, never);
    expect(lines()).toEqual([`GET ${operations}/CloseVterm`, `PUT ${operations}/CloseVterm`, remove]);
  });
});

function recover(force: boolean, ...[session, at, signal]: Parameters<typeof abortMigration>) {
  return recoverMigration(session, at, { force }, signal);
}
