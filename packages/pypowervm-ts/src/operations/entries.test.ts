import { describe, expect, it } from 'vitest';
import { entryXml, feedXml, refusal } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { testSession } from '../../test/test-session.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { uomPath } from '../session/console-path.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { readEntry, readFeed, readIfChanged } from './read-entry.ts';
import { searchFeed } from './search-feed.ts';
import { updateWithRetry } from './update-with-retry.ts';
import { createEntry, deleteEntry, updateEntry } from './write-entry.ts';

const path = uomPath('ManagedSystem', 'u-1');
const system = (name: string, etag = 'e-1'): string =>
  entryXml({ type: 'ManagedSystem', inner: `<SystemName>${name}</SystemName>`, etag });

describe('reads', () => {
  it('asks for no extended groups and takes the etag from the header when the entry has none', async () => {
    const body = entryXml({ type: 'ManagedSystem', inner: '' });
    const { session, requests } = await testSession({ body, headers: { etag: 'e-7' } });
    expect(await readEntry(session, path, never)).toMatchObject({ title: 'ManagedSystem', etag: 'e-7' });
    expect(requests()[0]).toMatchObject({
      method: 'GET',
      path: '/rest/api/uom/ManagedSystem/u-1?group=None',
      headers: { accept: 'application/atom+xml' },
    });
  });

  it('reads an empty feed, answered 204 or without entries', async () => {
    const { session } = await testSession({ status: 204 }, { body: feedXml([]) });
    expect(await readFeed(session, path, never)).toEqual([]);
    expect(await readFeed(session, path, never)).toEqual([]);
  });

  it('never takes a damaged feed for an empty one', async () => {
    const whole = feedXml([{ type: 'ManagedSystem', inner: '' }]);
    const { session } = await testSession({ body: whole.slice(0, -8) }, { body: '' }, { body: '<html/>' });
    expect((await failureOf(readFeed(session, path, never))).code).toBe('XML_MALFORMED');
    expect((await failureOf(readFeed(session, path, never))).code).toBe('XML_MALFORMED');
    expect((await failureOf(readFeed(session, path, never))).code).toBe('DOCUMENT_UNEXPECTED');
  });

  it('reads again only what changed', async () => {
    const { session, requests } = await testSession(
      { body: system('one'), headers: { etag: 'e-1' } },
      { status: 304 },
    );
    const first = await readIfChanged(session, path, undefined, never);
    expect(first).toMatchObject({ kind: 'read', etag: 'e-1' });
    expect(await readIfChanged(session, path, 'e-1', never)).toEqual({ kind: 'notModified' });
    expect(requests().map(({ headers }) => headers['if-none-match'])).toEqual([undefined, 'e-1']);
  });

  it('searches for values with any characters in them', async () => {
    const { session, lines } = await testSession({ status: 204 });
    await searchFeed(
      session,
      { type: 'LogicalPartition', key: 'PartitionName', value: "a'b/../?c=d" },
      never,
    );
    expect(lines()).toEqual([
      "GET /rest/api/uom/LogicalPartition/search/(PartitionName=='a%27b%2F..%2F%3Fc%3Dd')?group=None",
    ]);
    const hostile = { type: 'LogicalPartition', key: "x'=='y", value: '' };
    expect((await failureOf(searchFeed(session, hostile, never))).code).toBe('OPTIONS_INVALID');
  });
});

describe('changes', () => {
  const vnic = element({
    local: 'VirtualNICDedicated',
    uri: 'http://www.ibm.com/xmlns/systems/power/firmware/uom/mc/2012_10/',
  });

  it('creates with the media type of the element', async () => {
    const body = entryXml({ type: 'VirtualNICDedicated', inner: '', id: 'v-1' });
    const { session, requests } = await testSession({ body });
    const collection = uomPath('LogicalPartition', 'p-1', 'VirtualNICDedicated');
    expect((await createEntry(session, collection, vnic, never)).id).toBe('v-1');
    expect(requests()[0]).toMatchObject({
      method: 'PUT',
      path: '/rest/api/uom/LogicalPartition/p-1/VirtualNICDedicated?group=None',
      headers: { 'content-type': 'application/vnd.ibm.powervm.uom+xml; type=VirtualNICDedicated' },
    });
  });

  it('does not know the effect when the answer was lost, truncated or without the object', async () => {
    const whole = entryXml({ type: 'VirtualNICDedicated', inner: '' });
    const lost = new PowerVmError('ANSWER_LOST', 'lost', { effectUnknown: true });
    for (const [step, code] of [
      [() => Promise.reject(lost), 'ANSWER_LOST'],
      [{ body: whole.slice(0, whole.length / 2) }, 'XML_MALFORMED'],
      [{ body: '' }, 'XML_MALFORMED'],
      [{ status: 204 }, 'DOCUMENT_UNEXPECTED'],
    ] as const) {
      const { session, requests } = await testSession(step);
      expect(await failureOf(createEntry(session, path, vnic, never))).toMatchObject({
        code,
        effectUnknown: true,
      });
      expect(requests()).toHaveLength(1);
    }
  });

  it('sends the etag with an update, and knows a conflict', async () => {
    const { session, requests } = await testSession(refusal(412, 'changed meanwhile'));
    const update = updateEntry(session, { path, content: vnic, etag: 'e-1' }, never);
    expect(await failureOf(update)).toMatchObject({
      code: 'CONFLICT_ETAG',
      status: 412,
      effectUnknown: false,
    });
    expect(requests()[0]?.headers['if-match']).toBe('e-1');
  });

  it('deletes, and tells when there was nothing', async () => {
    const { session, lines } = await testSession({ status: 204 }, refusal(404, 'no such vNIC'));
    await deleteEntry(session, path, never);
    expect(await failureOf(deleteEntry(session, path, never))).toMatchObject({ code: 'NOT_FOUND' });
    expect(lines()).toEqual(Array(2).fill('DELETE /rest/api/uom/ManagedSystem/u-1'));
  });
});

describe('updateWithRetry', () => {
  const renamed = (content: XmlElement): XmlElement => ({ ...content, prefix: 'renamed' });

  it('applies the change to each newer version until it wins', async () => {
    const { session, clock, requests } = await testSession(
      { body: system('one', 'e-1') },
      refusal(412, 'changed'),
      { body: system('two', 'e-2') },
      refusal(412, 'changed'),
      { body: system('three', 'e-3') },
      { body: system('done', 'e-4') },
    );
    const seen: (string | undefined)[] = [];
    const change = (current: {
      readonly content: XmlElement;
      readonly etag: string | undefined;
    }): XmlElement => {
      seen.push(current.etag);
      return renamed(current.content);
    };
    expect((await clock.run(updateWithRetry(session, path, change, never))).etag).toBe('e-4');
    expect(seen).toEqual(['e-1', 'e-2', 'e-3']);
    expect(requests().flatMap(({ headers }) => headers['if-match'] ?? [])).toEqual(['e-1', 'e-2', 'e-3']);
    expect(clock.now()).toBe(1_000 + 2_000);
  });

  it('gives up after its tries, and writes nothing when nothing is to change', async () => {
    const steps = [{ body: system('one') }, refusal(412, 'changed')] as const;
    const losing = await testSession(...steps, ...steps, ...steps);
    const update = updateWithRetry(losing.session, path, ({ content }) => renamed(content), never, {
      tries: 3,
    });
    expect((await losing.clock.run(failureOf(update))).code).toBe('CONFLICT_ETAG');
    expect(losing.requests()).toHaveLength(6);

    const idle = await testSession({ body: system('one') });
    await updateWithRetry(idle.session, path, () => undefined, never);
    expect(idle.lines()).toEqual(['GET /rest/api/uom/ManagedSystem/u-1?group=None']);
  });

  it('does not repeat an update whose answer was lost', async () => {
    const { session, requests } = await testSession({ body: system('one') }, () =>
      Promise.reject(new PowerVmError('ANSWER_LOST', 'lost', { effectUnknown: true })),
    );
    const update = updateWithRetry(session, path, ({ content }) => renamed(content), never);
    expect(await failureOf(update)).toMatchObject({ code: 'ANSWER_LOST', effectUnknown: true });
    expect(requests()).toHaveLength(2);
  });
});
