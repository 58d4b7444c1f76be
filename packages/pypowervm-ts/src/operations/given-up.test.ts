import { describe, expect, it } from 'vitest';
import { entryXml, feedXml, logonAnswer } from '../../test/documents.ts';
import { never } from '../../test/never.ts';
import { scriptedConsole } from '../../test/scripted-console.ts';
import { VirtualClock } from '../../test/virtual-clock.ts';
import { watchEvents } from '../events/watch-events.ts';
import { parsePartitionUuid } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { uomPath } from '../session/console-path.ts';
import { openSession } from '../session/open-session.ts';
import type { Session } from '../session/session.ts';
import { isMutating, type RestRequest } from '../transport/transport.ts';
import { createVnic } from './create-vnic.ts';
import { readFeed } from './read-entry.ts';
import { runJob } from './run-job.ts';
import { updateWithRetry } from './update-with-retry.ts';

/* Every operation, given up by its caller at every moment: while it sends, and while it waits between two requests. */

const partition = parsePartitionUuid('1E6FC741-6253-4B69-B88B-8A44BED92145');
const target = uomPath('LogicalPartition', partition);

const operations: Readonly<Record<string, (session: Session, signal: AbortSignal) => Promise<unknown>>> = {
  readFeed: (session, signal) => readFeed(session, target, signal),
  createVnic: (session, signal) => createVnic(session, partition, {}, signal),
  updateWithRetry: (session, signal) =>
    updateWithRetry(session, target, ({ content }) => ({ ...content }), signal),
  runJob: (session, signal) => runJob(session, { target, operation: 'PowerOn' }, signal),
  watchEvents: async (session, signal) => {
    for await (const _batch of watchEvents(session, { applicationId: '1' }, signal));
  },
};

/** A console that is busy, conflicts and takes its time, so that every wait of an operation comes about. */
function answerTo({ method, path }: RestRequest, turn: number): { status: number; body: string } {
  if (turn % 4 === 3) return { status: 503, body: '' };
  if (method === 'POST' && !path.endsWith('cancel')) return { status: 412, body: '' };
  if (path.startsWith('/rest/api/uom/Event')) return { status: 200, body: feedXml([]) };
  const inner = '<JobID>7</JobID><Status>RUNNING</Status>';
  return {
    status: 200,
    body: entryXml({ type: 'JobResponse', service: 'web', inner, id: partition, etag: '1' }),
  };
}

async function giveUp(operation: keyof typeof operations, milliseconds: number) {
  const clock = new VirtualClock();
  const caller = new AbortController();
  let sentAfter = 0;
  let turn = 0;
  const { transport } = scriptedConsole(logonAnswer('token-1'), async (request, signal) => {
    turn += 1;
    if (caller.signal.aborted && !request.path.includes('/jobs/')) sentAfter += 1;
    await clock.sleep(100, isMutating(request) ? never : signal);
    return answerTo(request, turn);
  });
  const session = await openSession({
    transport,
    credentials: { user: 'neo', password: 'secret' },
    clock,
    random: () => 1,
  });
  void clock.sleep(milliseconds, never).then(() => caller.abort());
  const outcome = operations[operation]?.(session, caller.signal).catch((failure: unknown) => failure);
  return { outcome: await clock.run(Promise.resolve(outcome)), sentAfter };
}

describe.each(Object.keys(operations))('%s', (operation) => {
  it('ends wherever it is given up, and sends nothing new', async () => {
    for (let milliseconds = 0; milliseconds <= 20_000; milliseconds += 250) {
      const { outcome, sentAfter } = await giveUp(operation, milliseconds);
      expect(sentAfter, `given up after ${milliseconds} ms`).toBe(0);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(PowerVmError);
    }
  });
});

it('given up in the midst of its first request, a read is over and a change is awaited', async () => {
  expect((await giveUp('readFeed', 50)).outcome).toMatchObject({ code: 'ABORTED', effectUnknown: false });
  expect((await giveUp('createVnic', 50)).outcome).toMatchObject({ uuid: partition });
  expect((await giveUp('watchEvents', 50)).outcome).toBeUndefined();
});
