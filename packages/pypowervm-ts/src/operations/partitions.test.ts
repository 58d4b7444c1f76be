import { describe, expect, it } from 'vitest';
import { entryXml, feedXml, logonAnswer, refusal } from '../../test/documents.ts';
import { failureOf } from '../../test/failure-of.ts';
import { never } from '../../test/never.ts';
import { scriptedConsole } from '../../test/scripted-console.ts';
import { testSession } from '../../test/test-session.ts';
import { parseFeed } from '../atom/parse-atom.ts';
import {
  parseClientNetworkAdapterUuid,
  parseMacAddress,
  parsePartitionUuid,
  parseSystemUuid,
  parseVirtualSwitchUuid,
} from '../identifiers/index.ts';
import { openSession } from '../session/open-session.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { childElements, childNamed, type XmlElement } from '../xml/xml-element.ts';
import {
  createClientNetworkAdapter,
  deleteClientNetworkAdapter,
  readClientNetworkAdapters,
} from './client-network-adapters.ts';
import { createPartition, type NewPartition } from './create-partition.ts';
import { deletePartition } from './delete-partition.ts';
import { partitionPath } from './partition-path.ts';
import { readVirtualSwitches, virtualSwitchHref } from './read-virtual-switches.ts';
import { renamePartition } from './rename-partition.ts';

const system = parseSystemUuid('95c2990a-e412-3ac8-92f4-058278b32ea2');
const partition = parsePartitionUuid('089FFB20-5D19-4A8C-BB80-13650627D985');
const place = { system, partition };
const collection = `/rest/api/uom/ManagedSystem/${system}/LogicalPartition`;
const adapters = `/rest/api/uom/LogicalPartition/${partition}/ClientNetworkAdapter`;

function partitionEntry(name: string, etag = '1') {
  const inner = `<PartitionName>${name}</PartitionName><Unknown>kept</Unknown>`;
  return { body: entryXml({ type: 'LogicalPartition', id: partition, etag, inner }) };
}

describe('a partition', () => {
  it.skipIf(recordingsAbsent)(
    'is created with elements that are recorded, in the recorded order',
    async () => {
      const { session, requests, lines } = await testSession(partitionEntry('web'));
      const created = await createPartition(session, system, wholePartition, never);
      expect(created).toMatchObject({ uuid: partition, values: { partitionName: 'web' } });
      expect(lines()).toEqual([`PUT ${collection}?group=None`]);
      const sent = parseXml(requests()[0]?.body ?? '');
      expect(orderOf(sent).filter((name) => name !== 'AutoStart')).toEqual(
        orderOf(recordedPartition()).filter((name) => orderOf(sent).includes(name)),
      );
      for (const name of ['PartitionMemoryConfiguration', 'PartitionProcessorConfiguration']) {
        const inner = orderOf(inside(sent, name));
        expect(orderOf(inside(recordedPartition(), name)).filter((each) => inner.includes(each))).toEqual(
          inner,
        );
      }
      expect(inside(inside(inside(sent, 'Metadata'), 'Atom'), 'AtomID').children).toEqual([partition]);
      expect(inside(sent, 'PartitionUUID').children).toEqual([partition]);
    },
  );

  it('may exist although the answer is lost', async () => {
    const { session } = await testSession({ body: '<entry' });
    const failure = await failureOf(createPartition(session, system, wholePartition, never));
    expect(failure).toMatchObject({ code: 'XML_MALFORMED', effectUnknown: true });
  });

  it('is renamed once, over a lost race, with all else sent back', async () => {
    const { session, clock, requests, lines } = await testSession(
      partitionEntry('web'),
      refusal(412, 'changed meanwhile'),
      partitionEntry('web', '2'),
      partitionEntry('web-old', '3'),
      partitionEntry('web-old', '3'),
    );
    const renamed = await clock.run(renamePartition(session, place, 'web-old', never));
    expect(renamed.values.partitionName).toBe('web-old');
    await renamePartition(session, place, 'web-old', never);
    const path = `${collection}/${partition}?group=None`;
    expect(lines()).toEqual([`GET ${path}`, `POST ${path}`, `GET ${path}`, `POST ${path}`, `GET ${path}`]);
    expect(requests()[3]?.headers['if-match']).toBe('2');
    expect(requests()[3]?.body).toMatch(/<PartitionName>web-old<\/PartitionName>\s*<Unknown>kept<\/Unknown>/);
  });

  it('is deleted on its own system', async () => {
    const { session, lines } = await testSession({ status: 204 });
    await deletePartition(session, place, never);
    expect(lines()).toEqual([`DELETE ${collection}/${partition}`]);
  });

  it('is found below its system on a console that has several', async () => {
    const { session } = await testSession({});
    expect(partitionPath(session, place)).toBe(`/rest/api/uom/LogicalPartition/${partition}`);
    const logon = logonAnswer('token-1');
    const { transport } = scriptedConsole({ ...logon, headers: { 'x-mc-type': 'HMC' } });
    const hmc = await openSession({ transport, credentials: { user: 'neo', password: 'secret' } });
    expect(partitionPath(hmc, place)).toBe(`${collection}/${partition}`);
  });
});

describe('client network adapters', () => {
  const uuid = parseClientNetworkAdapterUuid('0b0e2a3c-9a62-3d54-8a0e-2d8d1f3b9c11');
  const entry = { type: 'ClientNetworkAdapter', id: uuid, inner: '<PortVLANID>4094</PortVLANID>' };

  it('are read, created on a switch in the next slot, and deleted', async () => {
    const { session, requests, lines } = await testSession(
      { body: feedXml([entry]) },
      { body: entryXml(entry) },
      { status: 204 },
    );
    expect(await readClientNetworkAdapters(session, place, never)).toMatchObject([
      { uuid, values: { portVlanId: 4094 } },
    ]);
    const virtualSwitch = virtualSwitchHref(session, system, virtualSwitchUuid);
    const macAddress = parseMacAddress('02:00:00:00:00:01');
    const adapter = { portVlanId: 4094, virtualSwitch, macAddress };
    expect(await createClientNetworkAdapter(session, place, adapter, never)).toMatchObject({ uuid });
    await deleteClientNetworkAdapter(session, place, uuid, never);
    expect(lines()).toEqual([
      `GET ${adapters}?group=None`,
      `PUT ${adapters}?group=None`,
      `DELETE ${adapters}/${uuid}`,
    ]);
    expect(orderOf(parseXml(requests()[1]?.body ?? ''))).toEqual([
      'Metadata',
      'UseNextAvailableHighSlotID',
      'MACAddress',
      'PortVLANID',
      'AssociatedVirtualSwitch',
    ]);
    expect(requests()[1]?.body).toContain(`VirtualSwitch/${virtualSwitchUuid}"`);
  });

  it.skipIf(recordingsAbsent)('are on switches that are known by their names', async () => {
    const { session, lines } = await testSession({ body: readRecording('vswitch_feed.txt') });
    const switches = await readVirtualSwitches(session, system, never);
    expect(switches.map(({ uuid: each, values }) => [each, values])).toEqual([
      ['2affcc5d-b3d7-3e63-abbd-e739070ba1c2', { switchId: 0, switchMode: 'Veb', switchName: 'ETHERNET0' }],
      [virtualSwitchUuid, { switchId: 1, switchMode: 'Vepa', switchName: 'MGMTSWITCH' }],
    ]);
    expect(lines()).toEqual([`GET /rest/api/uom/ManagedSystem/${system}/VirtualSwitch?group=None`]);
  });
});

const virtualSwitchUuid = parseVirtualSwitchUuid('31cd66a8-ddd5-3bf2-95fe-2301d10e0fad');

const wholePartition: NewPartition = {
  autoStart: false,
  partitionUuid: partition,
  partitionType: 'AIX/Linux',
  processors: {
    sharingMode: 'uncapped',
    hasDedicatedProcessors: false,
    shared: { uncappedWeight: 64, desiredProcessingUnits: 0.5, desiredVirtualProcessors: 1 },
  },
  partitionName: 'web',
  memory: { minimumMemory: 512, desiredMemory: 1_024, maximumMemory: 2_048 },
  ioConfiguration: { maximumVirtualSlots: 64 },
  currentProfileSync: 'On',
};

function recordedPartition(): XmlElement {
  const [first] = parseFeed(parseXml(readRecording('lpar.txt'))).entries;
  if (first === undefined) throw new Error('lpar.txt has no partition');
  return first.content;
}

function inside(owner: XmlElement, name: string): XmlElement {
  const found = childNamed(owner, name);
  if (found === undefined) throw new Error(`${owner.local} has no ${name}`);
  return found;
}

function orderOf(owner: XmlElement): string[] {
  return childElements(owner).map(({ local }) => local);
}
