import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  contentOf,
  contentsOf,
  logonBody,
  messageOf,
  openSession,
  type TestSession,
  uomElement,
  uuidOf,
} from '../../test/open-session.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { readXml } from '../xml/read-xml.ts';
import { textOf } from '../xml/sim-element.ts';

const never = new AbortController().signal;
let simulator: Simulator;
let session: TestSession;

beforeEach(async () => {
  simulator = await startSimulator();
  session = await openSession(simulator);
});

afterEach(() => simulator.close());

async function lpar1(): Promise<string> {
  const [found] = contentsOf(
    await session.send('GET', "uom/LogicalPartition/search/(PartitionName=='lpar1')"),
  );
  return found === undefined ? '' : uuidOf(found);
}

describe('logon', () => {
  const logOn = (body: string) =>
    simulator.transport({ method: 'PUT', path: '/rest/api/web/Logon', headers: {}, body }, never);

  it('refuses a wrong password with 401 and an HttpErrorResponse that repeats no secret', async () => {
    const answer = await logOn(logonBody(simulator.user, 'guessed-secret'));
    expect(answer.status).toBe(401);
    expect(messageOf(answer)).toBe('The user name or the password is wrong.');
    expect(answer.body).not.toContain('guessed-secret');
    expect(textOf(contentOf(answer), 'RequestURI')).toBe('/rest/api/web/Logon');
  });

  it('leaves the token of a file logon in a file of its own that ends with the session', async () => {
    const body = logonBody('wlp', '').replace(
      /<Password>.*<\/Password>/,
      '<GenerateX-API-SessionFile>true</GenerateX-API-SessionFile>',
    );
    const file = textOf(readXml((await logOn(body)).body), 'X-API-SessionFile') ?? '';
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const token = readFileSync(file, 'utf8');
    const headers = { 'x-api-session': token };
    expect((await session.send('GET', 'uom/ManagedSystem', { headers })).status).toBe(200);
    expect((await session.send('DELETE', 'web/Logon', { headers })).status).toBe(204);
    expect((await session.send('GET', 'uom/ManagedSystem', { headers })).status).toBe(401);
    expect(() => statSync(file)).toThrow(/ENOENT/);
  });

  it('refuses every token once the sessions are expired', async () => {
    simulator.control.expireSessions();
    const answer = await session.send('GET', 'uom/ManagedSystem');
    expect([answer.status, messageOf(answer)]).toEqual([
      401,
      'The session is unknown or has expired; log on again.',
    ]);
  });
});

describe('reads', () => {
  it('answers a feed of entries bound to their namespace twice, with the level and kind of the console', async () => {
    const answer = await session.send('GET', 'uom/ManagedSystem?group=None');
    expect(answer.headers).toMatchObject({ 'x-mc-type': 'PVM', 'x-hmc-schema-version': 'V1_3_0' });
    expect(answer.body).toMatch(/<ManagedSystem:ManagedSystem xmlns:ManagedSystem="(\S+)" xmlns="\1"/);
    expect(answer.body).toMatch(
      /rel="SELF" href="https:\/\/sim\.invalid:12443\/rest\/api\/uom\/ManagedSystem\/[^"]+\?group=None"/,
    );
    expect(textOf(contentOf(answer), 'SystemName')).toBe(simulator.systems[0]);
  });

  it('answers 304 to the etag it gave, until the object changes', async () => {
    const { label, location } = firstPort();
    const read = () => session.send('GET', 'uom/ManagedSystem', { headers: { 'if-none-match': etag } });
    const etag = (await session.send('GET', 'uom/ManagedSystem')).headers.etag ?? '';
    expect(await read()).toMatchObject({ status: 304, body: '' });
    simulator.control.pullCable(location);
    const changed = await read();
    expect([label, changed.status]).toEqual(['prod_net', 200]);
    expect(changed.headers.etag).not.toBe(etag);
  });

  it('answers 204 to an empty feed, 404 to an unknown object, 405 to what cannot be done', async () => {
    const partition = await lpar1();
    expect(await session.send('GET', `uom/LogicalPartition/${partition}/VirtualNICDedicated`)).toMatchObject({
      status: 204,
      body: '',
    });
    const absent = await session.send('GET', `uom/LogicalPartition/${partition}/VirtualNICDedicated/none`);
    expect([absent.status, messageOf(absent)]).toEqual([
      404,
      `There is no LogicalPartition/${partition}/VirtualNICDedicated/none.`,
    ]);
    const vios = simulator.control.state().systems[0]?.vioses[0]?.uuid;
    const forbidden = await session.send('DELETE', `uom/VirtualIOServer/${vios}`);
    expect([forbidden.status, messageOf(forbidden)]).toEqual([
      405,
      'DELETE is not possible on VirtualIOServer here.',
    ]);
  });

  it('gives a document another etag whenever it says something else', async () => {
    const { control } = simulator;
    const { location } = firstPort();
    const paths = ['ManagedSystem', 'VirtualIOServer', 'LogicalPartition'];
    const read = () => Promise.all(paths.map((path) => session.send('GET', `uom/${path}`)));
    const said = (body: string) => body.replaceAll(/<(updated|published)>[^<]*</g, '');
    for (const change of [
      () => control.pullCable(location),
      () => control.stopVios('vios1'),
      () => control.setRmc('lpar1', 'inactive'),
      () => control.failAdapter(location.replace(/-T\d+$/, '')),
    ]) {
      const before = await read();
      change();
      const after = await read();
      const differ = after.map(({ body }, at) => said(body) !== said(before[at]?.body ?? ''));
      expect(differ).toContain(true);
      expect(after.map(({ headers }, at) => headers.etag !== before[at]?.headers.etag)).toEqual(differ);
    }
  });

  it('finds a UUID in either case', async () => {
    const partition = await lpar1();
    const answer = await session.send('GET', `uom/LogicalPartition/${partition.toLowerCase()}`);
    expect(uuidOf(contentOf(answer))).toBe(partition);
  });

  it('shows the elements of a group to those who ask for it', async () => {
    const partition = await lpar1();
    const has = async (query: string) =>
      (await session.send('GET', `uom/LogicalPartition/${partition}${query}`)).body.includes(
        '<PartitionNVRAM group="NVRAM"',
      );
    expect([await has(''), await has('?group=None'), await has('?group=Advanced,NVRAM')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('searches by the text of an element, also negated', async () => {
    const names = async (search: string) =>
      contentsOf(await session.send('GET', `uom/LogicalPartition/search/${search}`)).map((one) =>
        textOf(one, 'PartitionName'),
      );
    expect(await names("(PartitionName=='lpar1')")).toEqual(['lpar1']);
    expect(await names('(PartitionName!=lpar1)')).toEqual(['lpar2']);
    const wrong = await session.send('GET', 'uom/LogicalPartition/search/PartitionName');
    expect([wrong.status, messageOf(wrong)]).toEqual([400, 'Search "PartitionName" is not (KEY==VALUE).']);
  });

  it('tells quick properties as JSON', async () => {
    const path = `uom/LogicalPartition/${await lpar1()}/quick`;
    expect(JSON.parse((await session.send('GET', `${path}/PartitionState`)).body)).toBe('running');
    expect(JSON.parse((await session.send('GET', `${path}/All`)).body)).toMatchObject({
      PartitionName: 'lpar1',
      RMCState: 'active',
    });
    expect((await session.send('GET', `${path}/Colour`)).status).toBe(404);
  });
});

describe('writes', () => {
  const relabel = (body: string, headers: Record<string, string>) =>
    session.send('POST', systemPath, { body, headers });
  let systemPath: string;
  let document: string;
  let etag: string;

  beforeEach(async () => {
    const feed = await session.send('GET', 'uom/ManagedSystem?group=None');
    systemPath = `uom/ManagedSystem/${uuidOf(contentOf(feed))}`;
    const answer = await session.send('GET', systemPath);
    etag = answer.headers.etag ?? '';
    document =
      /<ManagedSystem:ManagedSystem[\s\S]*<\/ManagedSystem:ManagedSystem>/.exec(answer.body)?.[0] ?? '';
  });

  it('changes a port label with the right etag, and refuses the second writer with 412', async () => {
    const mine = document.replace(/(<Label [^>]*>)prod_net/, '$1edge_net');
    const changed = await relabel(mine, { 'if-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).not.toBe(etag);
    expect(firstPort().label).toBe('edge_net');
    const late = await relabel(document, { 'if-match': etag });
    expect([late.status, firstPort().label]).toEqual([412, 'edge_net']);
    expect(messageOf(late)).toContain(`If-Match is ${etag}, its etag ${changed.headers.etag}`);
  });

  it('changes nothing without If-Match', async () => {
    const answer = await relabel(document, {});
    expect([answer.status, messageOf(answer)]).toEqual([400, 'A change of ManagedSystem needs If-Match.']);
  });

  it('says which element is out of schema order', async () => {
    const label = /<Label [^>]*>prod_net<\/Label>\s*/.exec(document)?.[0] ?? '';
    const disordered = document
      .replace(label, '')
      .replace(/(<LinkStatus [^>]*>true<\/LinkStatus>)/, `$1${label}`);
    const answer = await relabel(disordered, { 'if-match': etag });
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toMatch(
      /^The document is not in schema order: Label must come before LinkStatus in SRIOV\w+Port\.$/,
    );
  });

  it.each([
    ['<!DOCTYPE a><a/>', /a DOCTYPE is not accepted/],
    ['<ManagedSystem', /cannot be read/],
    [uomElement('LogicalPartition', ''), /The body is a LogicalPartition, not a ManagedSystem/],
  ])('answers 400 to %s', async (body, reason) => {
    const answer = await relabel(body, { 'if-match': etag });
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toMatch(reason);
  });
});

describe('unknown elements', () => {
  const withUnknown = uomElement('ClientNetworkAdapter', '<Colour>red</Colour><PortVLANID>1</PortVLANID>');

  it('are tolerated unless the setting refuses them', async () => {
    const strict = await startSimulator({ unknownElements: 'refused' });
    const strictSession = await openSession(strict);
    const path = `uom/LogicalPartition/${await lpar1()}/ClientNetworkAdapter`;
    const [tolerated, refused] = await Promise.all(
      [session, strictSession].map((one) => one.send('PUT', path, { body: withUnknown })),
    );
    expect(tolerated && messageOf(tolerated)).toBe('ClientNetworkAdapter lacks AssociatedVirtualSwitch.');
    expect(refused && messageOf(refused)).toContain('Colour is not an element of ClientNetworkAdapter');
    await strict.close();
  });
});

function firstPort(): { readonly label: string; readonly location: string } {
  const [port] = simulator.control.state().systems.flatMap((system) => system.ports);
  if (port === undefined) throw new Error('the world has no port');
  return port;
}
