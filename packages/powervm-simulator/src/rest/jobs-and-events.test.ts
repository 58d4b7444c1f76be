import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  contentOf,
  contentsOf,
  messageOf,
  openSession,
  type TestSession,
  uomElement,
  uuidOf,
} from '../../test/open-session.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { descendantOf, type SimElement, textOf } from '../xml/sim-element.ts';
import type { RestResponse } from './rest-request.ts';

let clock: VirtualClock;
let simulator: Simulator;
let session: TestSession;

async function start(personality: 'novalink' | 'hmc'): Promise<void> {
  clock = new VirtualClock();
  simulator = await startSimulator({ clock, personality });
  session = await openSession(simulator);
}

beforeEach(() => start('novalink'));
afterEach(() => simulator.close());

async function partition(name: string): Promise<{ path: string; content: SimElement }> {
  const content = contentOf(
    await session.send('GET', `uom/LogicalPartition/search/(PartitionName=='${name}')`),
  );
  return { path: `uom/LogicalPartition/${uuidOf(content)}`, content };
}

function jobRequest(operation: string, parameters: Readonly<Record<string, string>>): string {
  const items = Object.entries(parameters).map(
    ([name, value]) =>
      `<JobParameter><ParameterName>${name}</ParameterName><ParameterValue><![CDATA[${value}]]></ParameterValue></JobParameter>`,
  );
  return `<JobRequest xmlns="http://www.ibm.com/xmlns/systems/power/firmware/web/mc/2012_10/" schemaVersion="V1_0"><RequestedOperation><OperationName>${operation}</OperationName></RequestedOperation><JobParameters>${items.join('')}</JobParameters></JobRequest>`;
}

function job(response: RestResponse) {
  const content = contentOf(response);
  const results = (descendantOf(content, 'Results')?.children ?? []).filter(
    ({ name }) => name === 'JobParameter',
  );
  return {
    id: textOf(content, 'JobID') ?? '',
    status: textOf(content, 'Status'),
    exception: descendantOf(content, 'ResponseException', 'Message')?.text,
    results: results.map((one) => `${textOf(one, 'ParameterName')}=${textOf(one, 'ParameterValue')}`),
  };
}

async function finish(path: string, body: string) {
  const { id } = job(await session.send('PUT', path, { body }));
  clock.advance(1000);
  return job(await session.send('GET', `uom/jobs/${id}`));
}

describe('jobs', () => {
  it('gives a template, then waits, runs and ends over the clock, and can be deleted only then', async () => {
    const { path } = await partition('lpar2');
    const template = contentOf(await session.send('GET', `${path}/do/PowerOn`));
    expect(descendantOf(template, 'RequestedOperation', 'OperationName')?.text).toBe('PowerOn');

    const { id, status } = job(
      await session.send('PUT', `${path}/do/PowerOn`, { body: jobRequest('PowerOn', {}) }),
    );
    const poll = async () => job(await session.send('GET', `uom/jobs/${id}`)).status;
    clock.advance(100);
    expect([status, await poll()]).toEqual(['NOT_STARTED', 'RUNNING']);
    const early = await session.send('DELETE', `uom/jobs/${id}`);
    expect([early.status, messageOf(early)]).toEqual([400, `Job ${id} is RUNNING; cancel it first.`]);
    expect(textOf((await partition('lpar2')).content, 'PartitionState')).toBe('not activated');

    clock.advance(900);
    expect(await poll()).toBe('COMPLETED_OK');
    expect(textOf((await partition('lpar2')).content, 'PartitionState')).toBe('running');
    expect((await session.send('DELETE', `uom/jobs/${id}`)).status).toBe(204);
    expect((await session.send('GET', `uom/jobs/${id}`)).status).toBe(404);
  });

  it('does nothing when cancelled before its end', async () => {
    const { path } = await partition('lpar2');
    const { id } = job(await session.send('PUT', `${path}/do/PowerOn`, { body: jobRequest('PowerOn', {}) }));
    clock.advance(500);
    expect((await session.send('POST', `uom/jobs/${id}/cancel`)).status).toBe(204);
    clock.advance(5000);
    expect(job(await session.send('GET', `uom/jobs/${id}`)).status).toBe('CANCELED_BEFORE_COMPLETION');
    expect(textOf((await partition('lpar2')).content, 'PartitionState')).toBe('not activated');
  });

  it('tells in its results why the platform refused', async () => {
    const { path } = await partition('lpar2');
    const ended = await finish(`${path}/do/PowerOff`, jobRequest('PowerOff', { operation: 'shutdown' }));
    expect(ended.status).toBe('COMPLETED_WITH_ERROR');
    expect(ended.results[0]).toBe('returnCode=1');
    expect(ended.results[1]).toMatch(/^result=\S+ Partition lpar2 is not activated\.$/);
  });

  it('knows no other operation', async () => {
    const { path } = await partition('lpar1');
    const answer = await session.send('GET', `${path}/do/Fly`);
    expect([answer.status, messageOf(answer)]).toEqual([404, 'LogicalPartition has no operation Fly here.']);
    expect((await session.send('GET', 'uom/ManagementConsole/do/CLIRunner')).status).toBe(404);
  });
});

describe('CLIRunner of an HMC', () => {
  const run = async (cmd: string, acknowledged = 'true') =>
    finish(
      'uom/ManagementConsole/do/CLIRunner',
      jobRequest('CLIRunner', { cmd, acknowledgeThisAPIMayGoAwayInTheFuture: acknowledged }),
    );

  beforeEach(async () => {
    await simulator.close();
    await start('hmc');
  });

  it('refuses commands other than those on vNICs, and all of them unacknowledged', async () => {
    expect(await run('lssyscfg -r sys -F name')).toMatchObject({
      status: 'FAILED_BEFORE_COMPLETION',
      exception: 'Unsupported command lssyscfg',
    });
    expect((await run('lssyscfg', 'false')).exception).toBe(
      'CLIRunner needs acknowledgeThisAPIMayGoAwayInTheFuture=true.',
    );
    expect(
      (await run('chhwres -r virtualio --rsubtype vnic -o s -m none -p lpar1 -s 2')).exception,
    ).toContain('There is no vNIC');
  });

  it('activates a device, whose logical port it names in hexadecimal', async () => {
    const { path } = await partition('lpar1');
    const [system] = simulator.control.state().systems;
    const vioses = system?.vioses ?? [];
    const port = (vios: number, adapter: number) =>
      `<VirtualNICSRIOVBackingDevice><AssociatedVirtualIOServer href="/rest/api/uom/VirtualIOServer/${vioses[vios]?.uuid}"/><RelatedSRIOVAdapterID>${adapter}</RelatedSRIOVAdapterID><RelatedSRIOVPhysicalPortID>0</RelatedSRIOVPhysicalPortID></VirtualNICSRIOVBackingDevice>`;
    const body = uomElement(
      'VirtualNICDedicated',
      `<Details/><AssociatedBackingDevices><VirtualNICBackingDeviceChoice>${port(0, 1)}${port(1, 2)}</VirtualNICBackingDeviceChoice></AssociatedBackingDevices>`,
    );
    expect((await session.send('PUT', `${path}/VirtualNICDedicated`, { body })).status).toBe(200);
    const devices = () => simulator.control.state().systems[0]?.vnics[0]?.backingDevices ?? [];
    const standby = devices().find((device) => !device.isActive);
    const feed = await session.send(
      'GET',
      `uom/VirtualIOServer/${vioses.find(({ name }) => name === standby?.vios)?.uuid}/SRIOVEthernetLogicalPort`,
    );
    const logport = Number(textOf(contentOf(feed), 'LogicalPortID')).toString(16);
    const slot = simulator.control.state().systems[0]?.vnics[0]?.slot;
    const ended = await run(
      `chhwres -r virtualio -m ${system?.name} --rsubtype vnicbkdev -o act -p lpar1 -s ${slot} --logport ${logport}`,
    );
    expect(ended.status).toBe('COMPLETED_OK');
    expect(devices().find(({ isActive }) => isActive)?.logicalPort).toBe(standby?.logicalPort);
  });
});

describe('events', () => {
  const poll = (application: string, signal?: AbortSignal) =>
    session.send(
      'GET',
      `uom/Event?QUEUE_CLIENTKEY_METHOD=USE_APPLICATIONID&QUEUE_APPLICATIONID=${application}`,
      signal && { signal },
    );
  const types = async (application: string) => {
    const answer = await poll(application);
    return answer.status === 204 ? [] : contentsOf(answer).map((event) => textOf(event, 'EventType'));
  };

  it('greets each application id once and gives every event to every one of them', async () => {
    expect([await types('a'), await types('b')]).toEqual([['NEW_CLIENT'], ['NEW_CLIENT']]);
    const body = uomElement(
      'Event',
      '<EventData>https://host/vnic</EventData><EventDetail>{"action": "plug"}</EventDetail>',
    );
    expect((await session.send('PUT', 'uom/Event', { body })).status).toBe(200);
    for (const application of ['a', 'b']) {
      const event = contentOf(await poll(application));
      expect(['EventType', 'EventData', 'EventDetail'].map((name) => textOf(event, name))).toEqual([
        'CUSTOM_CLIENT_EVENT',
        'https://host/vnic',
        '{"action": "plug"}',
      ]);
    }
  });

  it('holds a poll until something happens, or for ten seconds', async () => {
    await poll('a');
    const woken = poll('a');
    simulator.control.stopVios('vios1');
    const [event] = contentsOf(await woken);
    expect(event && textOf(event, 'EventData')).toMatch(
      /^https:\/\/sim\.invalid:12443\/rest\/api\/uom\/VirtualIOServer\//,
    );
    const idle = poll('a');
    clock.advance(10_000);
    expect((await idle).status).toBe(204);
  });

  it('tells a reader that lost events, and lets go of one that has gone', async () => {
    await poll('a');
    simulator.control.stopVios('vios1');
    simulator.control.loseEvents();
    expect(await types('a')).toEqual(['MISSING_EVENTS']);
    const gone = new AbortController();
    const held = poll('a', gone.signal);
    gone.abort(new Error('hung up'));
    await expect(held).rejects.toThrow('hung up');
  });
});
