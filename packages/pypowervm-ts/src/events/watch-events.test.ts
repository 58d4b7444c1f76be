import { describe, expect, it } from 'vitest';
import { feedXml, refusal } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import type { Step } from '../../test/scripted-console.ts';
import { testSession } from '../../test/test-session.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { type EventBatch, watchEvents } from './watch-events.ts';

const watch = { applicationId: 'C0FFEE' };
const poll = 'GET /rest/api/uom/Event?QUEUE_CLIENTKEY_METHOD=USE_APPLICATIONID&QUEUE_APPLICATIONID=C0FFEE';
const vnic = '/rest/api/uom/LogicalPartition/p-1/VirtualNICDedicated/v-1';

function events(...given: readonly (readonly [type: string, data?: string, detail?: string])[]): Step {
  return {
    body: feedXml(
      given.map(([type, data = '', detail = '']) => ({
        type: 'Event',
        inner: `<EventType>${type}</EventType><EventID>1</EventID><EventData>${data}</EventData><EventDetail>${detail}</EventDetail>`,
      })),
    ),
  };
}

/** The first batches of a watch over these answers, and what was asked until then. */
async function watched(count: number, ...steps: readonly [Step, ...Step[]]) {
  const { session, clock, lines } = await testSession(...steps);
  const caller = new AbortController();
  const iterator = watchEvents(session, watch, caller.signal);
  const batches: EventBatch[] = [];
  for (let taken = 0; taken < count; taken += 1) {
    const { value } = await clock.run(iterator.next());
    if (value !== undefined) batches.push(value);
  }
  const polls = lines().length;
  caller.abort();
  expect(await clock.run(iterator.next())).toEqual({ done: true, value: undefined });
  expect(new Set(lines())).toEqual(new Set([poll]));
  return { batches, polls, seconds: clock.now() / 1_000 };
}

describe('watchEvents', () => {
  it('tells resyncs, changes and custom events apart', async () => {
    const { batches } = await watched(
      2,
      events(['NEW_CLIENT']),
      events(
        ['MODIFY_URI', 'http://localhost:12080/rest/api/uom/ManagedSystem/s-1', 'PartitionState,Other'],
        ['DELETE_URI', `https://9.1.2.3:12443${vnic}?group=None`],
        ['CUSTOM_CLIENT_EVENT', vnic, '{"action":"plug"}'],
        ['CACHE_CLEARED'],
        ['MISSING_EVENTS'],
      ),
    );
    expect(batches).toEqual([
      [{ kind: 'resync', why: 'NEW_CLIENT' }],
      [
        {
          kind: 'change',
          change: 'modified',
          uri: '/rest/api/uom/ManagedSystem/s-1',
          details: ['PartitionState', 'Other'],
        },
        { kind: 'change', change: 'deleted', uri: vnic, details: [] },
        { kind: 'custom', data: vnic, detail: '{"action":"plug"}' },
        { kind: 'resync', why: 'CACHE_CLEARED' },
        { kind: 'resync', why: 'MISSING_EVENTS' },
      ],
    ]);
  });

  it('asks for a resync where an event makes no sense', async () => {
    const { batches } = await watched(
      1,
      events(['SOMETHING_NEW'], ['ADD_URI', 'https://evil.example/other']),
    );
    expect(batches[0]).toMatchObject([
      { kind: 'resync', why: 'UNREADABLE_EVENT', cause: { code: 'DOCUMENT_UNEXPECTED' } },
      { kind: 'resync', why: 'UNREADABLE_EVENT', cause: { code: 'HREF_REFUSED' } },
    ]);
  });

  it('reports a gap at once and again when polls succeed, and backs off in between', async () => {
    const lost: Step = () => Promise.reject(new PowerVmError('ANSWER_LOST', 'lost'));
    const { batches, polls, seconds } = await watched(
      3,
      lost,
      lost,
      { body: '<feed' },
      refusal(500, 'x'),
      events(['ADD_URI', vnic]),
      events(['ADD_URI', vnic]),
    );
    expect(batches).toMatchObject([
      [{ kind: 'resync', why: 'POLL_FAILED', cause: { code: 'ANSWER_LOST' } }],
      [{ kind: 'resync', why: 'RECONNECTED' }, { kind: 'change' }],
      [{ kind: 'change' }],
    ]);
    expect(polls).toBe(6);
    expect(seconds).toBe(5 + 10 + 20 + 40);
  });

  it('does not hammer a console that answers empty polls at once', async () => {
    const empty: Step = { status: 204 };
    const { batches, polls, seconds } = await watched(1, empty, empty, events(), events(['NEW_CLIENT']));
    expect(batches).toHaveLength(1);
    expect([polls, seconds]).toEqual([4, 3]);
  });

  it('polls only when the last batch was taken', async () => {
    const { session, clock, lines } = await testSession(events(['NEW_CLIENT']));
    const iterator = watchEvents(session, watch, never);
    await clock.run(iterator.next());
    expect(lines()).toHaveLength(1);
    await iterator.return();
  });

  it('ends with the error when no later poll can succeed', async () => {
    const { session, clock } = await testSession({ status: 401 }, refusal(401, 'wrong password'));
    const failure = await clock.run(failureOf(watchEvents(session, watch, never).next()));
    expect(failure.code).toBe('LOGON_REFUSED');
    const hostile = watchEvents(session, { applicationId: 'x&y=1' }, never);
    expect((await failureOf(hostile.next())).code).toBe('OPTIONS_INVALID');
  });

  it.skipIf(recordingsAbsent)('understands every recorded event', async () => {
    const { batches } = await watched(1, { body: readRecording('event_feed.txt') });
    const kinds = new Set(batches[0]?.map((event) => event.kind));
    expect(batches[0]?.length).toBeGreaterThan(30);
    expect(kinds).toContain('change');
    expect(
      batches[0]?.filter((event) => event.kind === 'resync' && event.why === 'UNREADABLE_EVENT'),
    ).toEqual([]);
  });
});
