import { expect, it } from 'vitest';
import { entryXml, feedXml } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { testSession } from '../../test/test-session.ts';
import { parsePartitionUuid, parseSystemUuid } from '../identifiers/index.ts';
import { logicalPartitionsSource } from './read-logical-partitions.ts';
import { managedSystemSource } from './read-managed-systems.ts';
import { vnicsSource } from './read-vnics.ts';
import { readSourceIfChanged } from './source.ts';

const system = parseSystemUuid('98498BED-C78A-3A4F-B90A-4B715418FCB6');
const partition = parsePartitionUuid('1E6FC741-6253-4B69-B88B-8A44BED92145');

it('a system is read with its etag, and answered as not modified while it is the same', async () => {
  const inner = '<SystemName>one</SystemName>';
  const { session, requests } = await testSession(
    { body: entryXml({ type: 'ManagedSystem', id: system, inner }), headers: { etag: 'e-1' } },
    { status: 304 },
  );
  const first = await readSourceIfChanged(session, managedSystemSource(system), undefined, never);
  expect(first).toMatchObject({ kind: 'read', etag: 'e-1', value: { values: { systemName: 'one' } } });
  const again = await readSourceIfChanged(session, managedSystemSource(system), 'e-1', never);
  expect(again).toEqual({ kind: 'notModified' });
  expect(requests()[1]?.headers['if-none-match']).toBe('e-1');
});

it('a collection without objects is a value, whether it has a body or none', async () => {
  const { session } = await testSession({ status: 204 }, { body: feedXml([]), headers: { etag: 'e-2' } });
  const vnics = await readSourceIfChanged(session, vnicsSource(partition), undefined, never);
  expect(vnics).toEqual({ kind: 'read', value: [], etag: undefined });
  const partitions = await readSourceIfChanged(session, logicalPartitionsSource(system), 'e-1', never);
  expect(partitions).toEqual({ kind: 'read', value: [], etag: 'e-2' });
});

it('an object that should be there and is not answered is never taken for an unchanged one', async () => {
  const { session } = await testSession({ status: 204 });
  const failure = await failureOf(readSourceIfChanged(session, managedSystemSource(system), 'e-1', never));
  expect(failure).toMatchObject({
    code: 'DOCUMENT_UNEXPECTED',
    message: expect.stringContaining(`ManagedSystem/${system} was answered without the object`),
  });
});
