import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damaged, pick, type Sample, seededRandom } from '../../test/damaged-request.ts';
import { contentOf, openSession, type TestSession, uomElement, uuidOf } from '../../test/open-session.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { textOf } from '../xml/sim-element.ts';
import type { RestResponse } from './rest-request.ts';

/* Requests of a client gone wrong, in 2,000 ways that a fixed seed decides. */

let simulator: Simulator;
let session: TestSession;
let samples: readonly Sample[];

beforeAll(async () => {
  simulator = await startSimulator({ world: 'mixed', personality: 'hmc', clock: new VirtualClock() });
  session = await openSession(simulator);
  samples = await requestsOfAClient();
});

afterAll(() => simulator.close());

describe('2,000 hostile requests', () => {
  it('each get an answer that is no failure of the simulator, and a refusal gets its reason', async () => {
    const random = seededRandom(20_260_101);
    const statuses = new Map<number, number>();
    for (let round = 0; round < 2_000; round += 1) {
      const request = damaged(pick(samples, random), random);
      const answer = await ask(request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      expectSound(request, answer);
      // One of them may have logged off.
      if (answer.status === 401) session = await openSession(simulator);
    }
    const count = (from: number, to: number) =>
      [...statuses].reduce((sum, [status, times]) => sum + (status >= from && status < to ? times : 0), 0);
    expect(count(200, 400)).toBeGreaterThan(100);
    expect(count(400, 500)).toBeGreaterThan(500);
  });

  it('leave a console that serves and whose state holds together', async () => {
    const answer = await session.send('GET', 'uom/ManagedSystem');
    expect(answer.status).toBe(200);
    const state = simulator.control.state();
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    const ports = state.systems[0]?.ports ?? [];
    expect(ports.filter(({ allocatedCapacity }) => Number.parseFloat(allocatedCapacity) > 100)).toEqual([]);
  });
});

/** What clients send, each request well formed. */
async function requestsOfAClient(): Promise<readonly Sample[]> {
  const system = contentOf(await session.send('GET', 'uom/ManagedSystem'));
  const { headers, body: systemDocument } = await session.send('GET', `uom/ManagedSystem/${uuidOf(system)}`);
  const [{ partitions, vioses } = { partitions: [], vioses: [] }] = simulator.control.state().systems;
  const partition = `/rest/api/uom/LogicalPartition/${partitions[0]?.uuid}`;
  const device = `<VirtualNICBackingDeviceChoice><VirtualNICSRIOVBackingDevice><AssociatedVirtualIOServer href="/rest/api/uom/VirtualIOServer/${vioses[0]?.uuid}"/><FailOverPriority>1</FailOverPriority><RelatedSRIOVAdapterID>1</RelatedSRIOVAdapterID><CurrentCapacityPercentage>2.0%</CurrentCapacityPercentage><RelatedSRIOVPhysicalPortID>0</RelatedSRIOVPhysicalPortID></VirtualNICSRIOVBackingDevice></VirtualNICBackingDeviceChoice>`;
  const vnic = uomElement(
    'VirtualNICDedicated',
    `<Details><PortVLANID>100</PortVLANID><AllowedVLANIDs>NONE</AllowedVLANIDs><AllowedOperatingSystemMACAddresses>NONE</AllowedOperatingSystemMACAddresses></Details><AssociatedBackingDevices>${device}</AssociatedBackingDevices>`,
  );
  const logicalPort = uomElement(
    'SRIOVEthernetLogicalPort',
    '<AdapterID>1</AdapterID><ConfiguredCapacity>2.0%</ConfiguredCapacity><PhysicalPortID>0</PhysicalPortID>',
  );
  const job = (name: string, value: string) =>
    `<JobRequest><JobParameters><JobParameter><ParameterName>${name}</ParameterName><ParameterValue>${value}</ParameterValue></JobParameter></JobParameters></JobRequest>`;
  const command =
    'chhwres -r virtualio -m mixed-8408-E8E -p aix1 --rsubtype vnic -o s -s 63 -a backing_devices+=sriov/vios1/1/1/0/2';
  const whole = /<ManagedSystem:[\s\S]*<\/ManagedSystem:ManagedSystem>/.exec(systemDocument)?.[0] ?? '';
  const get = (path: string): Sample => ({ method: 'GET', path, headers: {} });
  const put = (path: string, body: string): Sample => ({ method: 'PUT', path, headers: {}, body });
  return [
    get('/rest/api/uom/ManagedSystem?group=None'),
    get("/rest/api/uom/LogicalPartition/search/(PartitionName=='aix1')"),
    get('/rest/api/uom/LogicalPartition/quick/All'),
    get(`${partition}/quick/PartitionState`),
    get(`${partition}/VirtualNICDedicated`),
    get(`${partition}/do/PowerOn`),
    { ...get(partition), headers: { 'if-none-match': '1' } },
    put(`${partition}/VirtualNICDedicated`, vnic),
    put(`${partition}/SRIOVEthernetLogicalPort`, logicalPort),
    put(`${partition}/do/PowerOff`, job('operation', 'shutdown')),
    put('/rest/api/uom/ManagementConsole/do/CLIRunner', job('cmd', command)),
    put('/rest/api/uom/Event', uomElement('Event', '<EventData>a</EventData>')),
    put('/rest/api/web/Logon', '<LogonRequest><UserID>a</UserID><Password>b</Password></LogonRequest>'),
    {
      method: 'POST',
      path: `/rest/api/uom/ManagedSystem/${uuidOf(system)}`,
      headers: { 'if-match': headers.etag ?? '' },
      body: whole,
    },
    { method: 'DELETE', path: `${partition}/VirtualNICDedicated/${uuidOf(system)}`, headers: {} },
    { method: 'DELETE', path: '/rest/api/uom/jobs/1', headers: {} },
  ];
}

function ask(request: Sample): Promise<RestResponse> {
  const headers = { 'x-api-session': session.token, ...request.headers };
  return simulator.transport({ ...request, headers }, new AbortController().signal);
}

function expectSound(request: Sample, answer: RestResponse): void {
  const about = `${request.method} ${request.path.slice(0, 300)}\n${request.body?.slice(0, 2_000)}\n${answer.body.slice(0, 1_000)}`;
  expect(answer.status, about).toBeGreaterThanOrEqual(200);
  expect(answer.status, about).toBeLessThan(500);
  if (answer.status < 400) return;
  const error = contentOf(answer);
  expect([error.name, textOf(error, 'HTTPStatus')], about).toEqual([
    'HttpErrorResponse',
    String(answer.status),
  ]);
  expect(textOf(error, 'Message')?.length, about).toBeGreaterThan(5);
  expect(answer.body, about).not.toContain(session.token);
}
