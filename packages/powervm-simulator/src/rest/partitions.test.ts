import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  contentOf,
  messageOf,
  openSession,
  type TestSession,
  uomElement,
  uuidOf,
} from '../../test/open-session.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { childrenOf, descendantOf, textOf } from '../xml/sim-element.ts';

let clock: VirtualClock;
let simulator: Simulator;
let session: TestSession;

beforeEach(async () => {
  clock = new VirtualClock();
  simulator = await startSimulator({ clock });
  session = await openSession(simulator);
});

afterEach(() => simulator.close());

const figures =
  '<PartitionMemoryConfiguration><DesiredMemory>4096</DesiredMemory></PartitionMemoryConfiguration>';
const processors =
  '<PartitionProcessorConfiguration><HasDedicatedProcessors>false</HasDedicatedProcessors><SharedProcessorConfiguration><DesiredProcessingUnits>0.50</DesiredProcessingUnits><DesiredVirtualProcessors>1</DesiredVirtualProcessors></SharedProcessorConfiguration><SharingMode>uncapped</SharingMode></PartitionProcessorConfiguration>';

const dedicated =
  '<PartitionProcessorConfiguration><DedicatedProcessorConfiguration><DesiredProcessors>2</DesiredProcessors></DedicatedProcessorConfiguration><HasDedicatedProcessors>true</HasDedicatedProcessors></PartitionProcessorConfiguration>';

const truth = () => simulator.control.state().systems[0];

function create(name: string, more = '', own = processors) {
  const body = uomElement(
    'LogicalPartition',
    `${figures}<PartitionName>${name}</PartitionName>${own}<PartitionType>AIX/Linux</PartitionType>${more}`,
  );
  return session.send('PUT', `uom/ManagedSystem/${truth()?.uuid}/LogicalPartition`, { body });
}

async function powerOff(partition: string, parameters: Readonly<Record<string, string>>, waitMs = 1_000) {
  const items = Object.entries(parameters).map(
    ([name, value]) =>
      `<JobParameter><ParameterName>${name}</ParameterName><ParameterValue>${value}</ParameterValue></JobParameter>`,
  );
  const body = `<JobRequest><JobParameters>${items.join('')}</JobParameters></JobRequest>`;
  const path = `uom/LogicalPartition/${partition}/do/PowerOff`;
  const started = contentOf(await session.send('PUT', path, { body }));
  clock.advance(waitMs);
  const job = contentOf(await session.send('GET', `uom/jobs/${textOf(started, 'JobID')}`));
  const results = childrenOf(descendantOf(job, 'Results') ?? job, 'JobParameter');
  return [textOf(job, 'Status'), results.map((result) => textOf(result, 'ParameterValue')).at(-1)];
}

const stateOf = (name: string) => truth()?.partitions.find((one) => one.name === name)?.state;

describe('a partition', () => {
  it('is made below its system, changed, and removed', async () => {
    const made = contentOf(
      await create('web-1', '<PartitionUUID>189FFB20-5D19-4A8C-BB80-13650627D985</PartitionUUID>'),
    );
    expect([uuidOf(made), textOf(made, 'PartitionState'), textOf(made, 'AutoStart')]).toEqual([
      '189FFB20-5D19-4A8C-BB80-13650627D985',
      'not activated',
      'false',
    ]);
    const path = `uom/LogicalPartition/${uuidOf(made)}`;
    const { headers } = await session.send('GET', path);
    const body = uomElement('LogicalPartition', '<PartitionName>web-2</PartitionName>');
    const renamed = await session.send('POST', path, { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(textOf(contentOf(renamed), 'PartitionName')).toBe('web-2');
    expect((await session.send('DELETE', path)).status).toBe(204);
    expect(truth()?.partitions.map(({ name }) => name)).toEqual(['lpar1', 'lpar2']);
  });

  it.each([
    ['shared', processors],
    ['dedicated', dedicated],
  ])('with %s processors is renamed by its whole document while it runs without RMC', async (_kind, own) => {
    const uuid = uuidOf(contentOf(await create('web-1', '', own)));
    const path = `uom/LogicalPartition/${uuid}`;
    await session.send('PUT', `${path}/do/PowerOn`, { body: '<JobRequest/>' });
    clock.advance(1_000);
    const { headers, body } = await session.send('GET', path);
    const [document = ''] = /<LogicalPartition:.*<\/LogicalPartition:LogicalPartition>/s.exec(body) ?? [];
    const changed = document.replace('>web-1<', '>web-2<');
    const answer = await session.send('POST', path, {
      body: changed,
      headers: { 'if-match': headers.etag ?? '' },
    });
    expect([answer.status, stateOf('web-2')]).toEqual([200, 'running']);
  });

  it('is not made without a system, a name or memory, nor as a VIOS', async () => {
    const nowhere = await session.send('PUT', 'uom/LogicalPartition', {
      body: uomElement('LogicalPartition', ''),
    });
    expect(nowhere.status).toBe(405);
    const bare = await session.send('PUT', `uom/ManagedSystem/${truth()?.uuid}/LogicalPartition`, {
      body: uomElement('LogicalPartition', figures),
    });
    expect([bare.status, messageOf(bare)]).toEqual([400, 'LogicalPartition lacks PartitionName.']);
    const vios = await session.send('PUT', `uom/ManagedSystem/${truth()?.uuid}/LogicalPartition`, {
      body: uomElement('LogicalPartition', '<PartitionType>Virtual IO Server</PartitionType>'),
    });
    expect([vios.status, vios.body.includes('lacks')]).toEqual([400, true]);
    expect(truth()?.partitions).toHaveLength(2);
  });

  it('shows in the figures of its system while it is on', async () => {
    const available = async () => {
      const system = contentOf(await session.send('GET', 'uom/ManagedSystem'));
      const path = ['AssociatedSystemMemoryConfiguration', 'CurrentAvailableSystemMemory'] as const;
      return descendantOf(system, ...path)?.text;
    };
    expect(await available()).toBe('2097152');
    const uuid = truth()?.partitions[0]?.uuid ?? '';
    expect(await powerOff(uuid, { operation: 'shutdown', immediate: 'true' })).toEqual(['COMPLETED_OK', '0']);
    expect(await available()).toBe('2101248');
  });
});

describe('PowerOff', () => {
  const lpar1 = () => truth()?.partitions[0]?.uuid ?? '';

  it('waits for an operating system that hangs, then says so; pulling the plug works', async () => {
    simulator.control.setOsResponsive('lpar1', false);
    expect((await powerOff(lpar1(), { operation: 'osshutdown' }, 30_000))[0]).toBe('RUNNING');
    expect(await powerOff(lpar1(), { operation: 'osshutdown', immediate: 'true' }, 61_000)).toEqual([
      'COMPLETED_WITH_ERROR',
      'SIM-OS-SHUTDOWN The operating system of partition lpar1 did not shut down within 60 s.',
    ]);
    expect(stateOf('lpar1')).toBe('running');
    expect((await powerOff(lpar1(), { operation: 'shutdown', immediate: 'true' }))[0]).toBe('COMPLETED_OK');
    expect(stateOf('lpar1')).toBe('not activated');
  });

  it('asks an operating system only by RMC, and starts it again when told', async () => {
    simulator.control.setRmc('lpar1', 'inactive');
    expect((await powerOff(lpar1(), { operation: 'osshutdown' }))[1]).toMatch(/^SIM-RMC-INACTIVE/);
    expect((await powerOff(lpar1(), { operation: 'dumprestart' }))[0]).toBe('COMPLETED_OK');
    expect(stateOf('lpar1')).toBe('running');
    expect(await powerOff(lpar1(), { operation: 'sleep' })).toEqual(['FAILED_BEFORE_COMPLETION', undefined]);
  });
});

describe('the console of a NovaLink', () => {
  it('has a key of its own and takes those of others', async () => {
    const console = contentOf(await session.send('GET', 'uom/ManagementConsole'));
    expect(textOf(console, 'PublicSSHKey')).toMatch(/^ssh-rsa \S+ wlp@small$/);
    const path = `uom/ManagementConsole/${uuidOf(console)}`;
    const { headers } = await session.send('GET', path);
    const body = uomElement(
      'ManagementConsole',
      '<AuthorizedKeys><AuthorizedKey>ssh-rsa AAAA</AuthorizedKey></AuthorizedKeys>',
    );
    const changed = await session.send('POST', path, { body, headers: { 'if-match': headers.etag ?? '' } });
    expect(descendantOf(contentOf(changed), 'AuthorizedKeys', 'AuthorizedKey')?.text).toBe('ssh-rsa AAAA');
  });
});
