import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { entryXml, logonAnswer } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { mutate, seededRandom } from '../../test/mutate.ts';
import { never } from '../../test/never.ts';
import { scriptedConsole } from '../../test/scripted-console.ts';
import { testSession } from '../../test/test-session.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import { watchEvents } from '../events/watch-events.ts';
import { parsePartitionUuid, parseSystemUuid } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { uomPath } from '../session/console-path.ts';
import { openSession } from '../session/open-session.ts';
import type { Session } from '../session/session.ts';
import { ClientNetworkAdapter } from '../wrappers/client-network-adapter.ts';
import { ManagedSystem } from '../wrappers/managed-system.ts';
import { ManagementConsole } from '../wrappers/management-console.ts';
import { SriovEthernetLogicalPort } from '../wrappers/sriov-ethernet-logical-port.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { serializeXml } from '../xml/serialize-xml.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { attributeOf, childElements, textOf } from '../xml/xml-element.ts';
import { readEntry, readFeed } from './read-entry.ts';
import { readLogicalPartitions } from './read-logical-partitions.ts';
import { readManagedSystems } from './read-managed-systems.ts';
import { readVnics } from './read-vnics.ts';
import { runJob } from './run-job.ts';

/* Recorded answers, damaged in 2,000 ways that a fixed seed decides, through the operations that read such answers. */

const partition = parsePartitionUuid('1E6FC741-6253-4B69-B88B-8A44BED92145');
const system = parseSystemUuid('1cab7366-6b73-342c-9f43-ddfeb9f8edd3');
const canary = 'c4nary&password';

interface Subject {
  readonly recording: string;
  readonly rounds: number;
  readonly status?: number;
  readonly read: (session: Session) => Promise<unknown>;
}

const subjects: readonly Subject[] = [
  { recording: 'sys_with_sriov.txt', rounds: 150, read: (session) => readManagedSystems(session, never) },
  {
    recording: 'lpar.txt',
    rounds: 50,
    read: (session) => readLogicalPartitions(session, system, never),
  },
  { recording: 'vnic_feed.txt', rounds: 400, read: (session) => readVnics(session, partition, never) },
  {
    recording: 'sriov_lp_feed.txt',
    rounds: 300,
    read: feedOf('SRIOVEthernetLogicalPort', SriovEthernetLogicalPort),
  },
  { recording: 'cna_feed.txt', rounds: 200, read: feedOf('ClientNetworkAdapter', ClientNetworkAdapter) },
  { recording: 'managementconsole.txt', rounds: 200, read: feedOf('ManagementConsole', ManagementConsole) },
  { recording: 'event_feed.txt', rounds: 100, read: firstEvents },
  { recording: 'job_response_completed_failed.txt', rounds: 200, read: job },
  { recording: 'job_response_exception.txt', rounds: 100, read: job },
  {
    recording: 'fake_httperror.txt',
    rounds: 300,
    status: 500,
    read: (session) => readEntry(session, uomPath('ManagedSystem'), never),
  },
];

describe.skipIf(recordingsAbsent)('damaged answers', () => {
  it('are 2,000', () => {
    expect(subjects.reduce((sum, { rounds }) => sum + rounds, 0)).toBe(2_000);
  });

  it.each(subjects)('$recording, $rounds times: read, or refused with a PowerVmError', async (subject) => {
    const random = seededRandom(subject.recording);
    const recorded = readRecording(subject.recording);
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < subject.rounds; round += 1) {
      const body = mutate(recorded, random);
      const outcome = await outcomeOf(subject, body);
      if (outcome instanceof PowerVmError) {
        outcomes.refused += 1;
        expectPresentable(outcome);
      } else outcomes.read += 1;
    }
    expect(outcomes.read > 0).toBe(subject.status === undefined);
    expect(outcomes.refused).toBeGreaterThan(subject.rounds / 10);
  });
});

const hostileNames = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

describe('hostile names', () => {
  it.each(hostileNames)('%s is an element, an attribute and a prefix like any other', (name) => {
    const text = `<${name} ${name}="1" xmlns:${name}="urn:x"><${name}:b ${name}:c="2">3</${name}:b></${name}>`;
    const parsed = parseXml(text);
    expect(serializeXml(parsed)).toContain(text);
    const [child] = childElements(parsed);
    expect([attributeOf(parsed, name), child?.uri, child && textOf(child)]).toEqual(['1', 'urn:x', '3']);
    expect(ManagedSystem.read(parsed).systemName).toBeUndefined();
  });

  it.each(hostileNames)('a job’s result %s is a result', async (name) => {
    const parameter = `<JobParameter><ParameterName>${name}</ParameterName><ParameterValue>1</ParameterValue></JobParameter>`;
    const body = entryXml({
      type: 'JobResponse',
      service: 'web',
      inner: `<JobID>7</JobID><Status>COMPLETED_OK</Status><Results>${parameter}</Results>`,
    });
    const { session, clock } = await testSession({ body });
    const target = uomPath('LogicalPartition', partition);
    const { results } = await clock.run(runJob(session, { target, operation: 'PowerOn' }, never));
    expect(Object.entries(results)).toEqual([[name, '1']]);
  });
});

it('a session and its errors show no secret when they are printed', async () => {
  const quoted = 'X-API-Session=c4nary-token, Password=c4nary&amp;password';
  const { transport } = scriptedConsole(logonAnswer('c4nary-token'), { status: 500, body: quoted }, () => {
    throw new TypeError('socket hang up');
  });
  const session = await openSession({ transport, credentials: { user: 'neo', password: canary } });
  const failures = [
    await failureOf(readFeed(session, uomPath('ManagedSystem'), never)),
    await failureOf(readFeed(session, uomPath('ManagedSystem'), never)),
  ];
  await session.close();
  failures.push(await failureOf(readFeed(session, uomPath('ManagedSystem'), never)));
  expect(failures.map(({ code }) => code)).toEqual(['SERVER_FAILED', 'ANSWER_LOST', 'SESSION_CLOSED']);
  for (const printed of [session, ...failures, JSON.stringify(failures), failures.map(({ stack }) => stack)])
    expect(inspect(printed, { depth: 20, showHidden: true })).not.toContain('c4nary');
});

/** What came of it, every property of every object looked at; anything thrown but a PowerVmError fails the test. */
async function outcomeOf({ status = 200, read }: Subject, body: string): Promise<unknown> {
  const clock = new VirtualClock();
  const { transport } = scriptedConsole(logonAnswer('c4nary-token'), { status, body });
  const session = await openSession({
    transport,
    credentials: { user: 'neo', password: canary },
    clock,
    limits: { busyWaits: [] },
  });
  try {
    const values = await clock.run(read(session));
    lookAt(values);
    return values;
  } catch (failure) {
    if (failure instanceof PowerVmError) return failure;
    throw new Error(`${inspect(failure)} came out of:\n${body.slice(0, 3_000)}`);
  }
}

function expectPresentable(failure: PowerVmError): void {
  expect(failure.message).toMatch(/^[^\p{Cc}\u2028\u2029]{10,1000}$/u);
  expect(inspect(failure, { depth: 8 })).not.toContain('c4nary');
}

/** Values that made no sense throw when they are looked at, and only then; what they throw is no accident. */
function lookAt(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 8) return;
  for (const key of Object.getOwnPropertyNames(value)) {
    try {
      lookAt((value as Record<string, unknown>)[key], depth + 1);
    } catch (failure) {
      if (!(failure instanceof PowerVmError)) throw failure;
      expectPresentable(failure);
    }
  }
}

function feedOf(type: string, table: { read(element: never): unknown }): Subject['read'] {
  return async (session) => {
    const entries = await readFeed(session, uomPath(type), never);
    return entries.map(({ content }) => table.read(content as never));
  };
}

async function firstEvents(session: Session): Promise<unknown> {
  const caller = new AbortController();
  const { value } = await watchEvents(session, { applicationId: 'C0FFEE' }, caller.signal).next();
  const [first] = value ?? [];
  if (first?.kind === 'resync' && first.why === 'POLL_FAILED') throw first.cause;
  return value;
}

function job(session: Session): Promise<unknown> {
  const target = uomPath('LogicalPartition', partition);
  return runJob(session, { target, operation: 'PowerOff', timeoutMilliseconds: 2_000 }, never).catch(
    (failure: unknown) => {
      // Its failure was read well.
      if (failure instanceof PowerVmError && failure.code === 'JOB_FAILED') return failure.message;
      throw failure;
    },
  );
}
