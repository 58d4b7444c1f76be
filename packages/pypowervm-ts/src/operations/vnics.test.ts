import { describe, expect, it } from 'vitest';
import { entryXml } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { testSession } from '../../test/test-session.ts';
import {
  parseMacAddress,
  parsePartitionUuid,
  parseSlotNumber,
  parseSystemUuid,
  parseViosUuid,
  parseVnicUuid,
} from '../identifiers/index.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { createVnic } from './create-vnic.ts';
import { deleteVnic } from './delete-vnic.ts';
import { pushEvent } from './push-event.ts';
import { readManagedSystems } from './read-managed-systems.ts';
import { virtualIoServerHref } from './read-virtual-io-servers.ts';
import { readVnics } from './read-vnics.ts';

const partition = parsePartitionUuid('1E6FC741-6253-4B69-B88B-8A44BED92145');
const vnic = parseVnicUuid('0b0e2a3c-9a62-3d54-8a0e-2d8d1f3b9c11');
const collection = `/rest/api/uom/LogicalPartition/${partition}/VirtualNICDedicated`;

describe('vNICs', () => {
  it('are created in one request, with the console’s own way to ask for a slot', async () => {
    const inner = '<VirtualSlotNumber>7</VirtualSlotNumber>';
    const body = entryXml({
      type: 'VirtualNICDedicated',
      id: vnic,
      inner,
      href: `https://9.1.2.3:12443${collection}/${vnic}`,
    });
    const { session, requests, lines } = await testSession({ body });
    const details = { macAddress: parseMacAddress('02:00:00:00:00:01') };
    const created = await createVnic(session, partition, { details }, never);
    expect(created).toMatchObject({
      uuid: vnic,
      path: `${collection}/${vnic}`,
      values: { virtualSlotNumber: 7 },
    });
    expect(lines()).toEqual([`PUT ${collection}?group=None`]);
    expect(requests()[0]?.body).toContain('<UseNextAvailableHighSlotID>true</UseNextAvailableHighSlotID>');
    expect(requests()[0]?.body).toContain('<MACAddress>020000000001</MACAddress>');
  });

  it('keep the slot that was asked for', async () => {
    const { session, requests } = await testSession({
      body: entryXml({ type: 'VirtualNICDedicated', id: vnic, inner: '' }),
    });
    const created = await createVnic(session, partition, { virtualSlotNumber: parseSlotNumber(12) }, never);
    expect(created.path).toBe(`${collection}/${vnic}`);
    expect(requests()[0]?.body).toContain('<VirtualSlotNumber>12</VirtualSlotNumber>');
    expect(requests()[0]?.body).not.toContain('UseNextAvailable');
  });

  it('may exist although the answer about them makes no sense', async () => {
    for (const entry of [
      { type: 'VirtualNICDedicated', id: 'none', inner: '' },
      { type: 'VirtualNICDedicated', id: vnic, inner: '', href: 'https://evil.example/rest/api/../uom' },
    ]) {
      const { session } = await testSession({ body: entryXml(entry) });
      expect((await failureOf(createVnic(session, partition, {}, never))).effectUnknown).toBe(true);
    }
  });

  it('are deleted below their partition, and announced by a custom event', async () => {
    const { session, requests, lines } = await testSession({ status: 204 });
    await deleteVnic(session, partition, vnic, never);
    await pushEvent(session, { data: `${collection}/${vnic}`, detail: '{"action":"unplug"}' }, never);
    expect(lines()).toEqual([`DELETE ${collection}/${vnic}`, 'PUT /rest/api/uom/Event?group=None']);
    expect(requests()[1]?.body).toContain('<EventDetail>{"action":"unplug"}</EventDetail>');
  });

  it('name their VIOS by an href on the session’s origin', async () => {
    const { session } = await testSession({});
    const system = parseSystemUuid('1cab7366-6b73-342c-9f43-ddfeb9f8edd3');
    const vios = parseViosUuid('14B854F7-42CE-4FF0-BD57-1D117054E701');
    expect(virtualIoServerHref(session, system, vios)).toBe(
      `http://localhost:12080/rest/api/uom/ManagedSystem/${system}/VirtualIOServer/${vios}`,
    );
  });

  it.skipIf(recordingsAbsent)('are read from the recorded feed', async () => {
    const { session } = await testSession({ body: readRecording('vnic_feed.txt') });
    const vnics = await readVnics(session, partition, never);
    expect(vnics.length).toBeGreaterThan(0);
    for (const each of vnics) {
      expect(each.path).toMatch(/^\/rest\/api\/uom\/LogicalPartition\/[^/]+\/VirtualNICDedicated\/[^/]+$/);
      expect(each.values.backingDevices.length).toBeGreaterThan(0);
    }
  });

  it.skipIf(recordingsAbsent)('stand on systems, as recorded', async () => {
    const { session, lines } = await testSession({ body: readRecording('sys_with_sriov.txt') });
    const [system] = await readManagedSystems(session, never);
    expect(system?.path).toBe(`/rest/api/uom/ManagedSystem/${system?.uuid}`);
    expect(lines()).toEqual(['GET /rest/api/uom/ManagedSystem?group=None']);
  });
});
