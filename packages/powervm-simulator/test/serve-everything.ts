import { VirtualClock } from '../src/platform/sim-clock.ts';
import { startSimulator } from '../src/simulator.ts';
import { openSession, uomElement } from './open-session.ts';

export interface Served {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One answer of every kind that the simulator gives, from a host with everything on it. */
export async function serveEverything(): Promise<readonly Served[]> {
  return [...(await serveHost('novalink')), ...(await serveHost('hmc'))];
}

async function serveHost(personality: 'novalink' | 'hmc'): Promise<readonly Served[]> {
  const clock = new VirtualClock();
  const simulator = await startSimulator({ world: 'mixed', personality, clock });
  const session = await openSession(simulator);
  const [system] = simulator.control.state().systems;
  const partition = `LogicalPartition/${system?.partitions[0]?.uuid}`;
  const vios = `VirtualIOServer/${system?.vioses[0]?.uuid}`;
  const served: Served[] = [{ path: 'web/Logon', headers: {}, body: session.logonAnswer }];
  const ask = async (path: string, method: 'GET' | 'PUT' = 'GET', body = '') => {
    const { headers, body: answered } = await session.send(method, `uom/${path}`, { body });
    if (answered !== '')
      served.push({ path: method === 'GET' ? path : `${path} by ${method}`, headers, body: answered });
    return answered;
  };

  await ask('Event?QUEUE_APPLICATIONID=1');
  const devices = `<VirtualNICBackingDeviceChoice><VirtualNICSRIOVBackingDevice><AssociatedVirtualIOServer href="/rest/api/uom/${vios}"/><RelatedSRIOVAdapterID>1</RelatedSRIOVAdapterID><RelatedSRIOVPhysicalPortID>0</RelatedSRIOVPhysicalPortID></VirtualNICSRIOVBackingDevice></VirtualNICBackingDeviceChoice>`;
  await ask(
    `${partition}/VirtualNICDedicated`,
    'PUT',
    uomElement(
      'VirtualNICDedicated',
      `<Details/><AssociatedBackingDevices>${devices}</AssociatedBackingDevices>`,
    ),
  );
  for (const path of [
    'ManagedSystem',
    'LogicalPartition',
    'VirtualIOServer',
    'ManagementConsole',
    `ManagedSystem/${system?.uuid}/VirtualSwitch`,
  ]) {
    await ask(path);
    await ask(`${path}?group=None`);
  }
  for (const path of [
    `${partition}/ClientNetworkAdapter`,
    `${partition}/VirtualNICDedicated`,
    `${vios}/SRIOVEthernetLogicalPort?group=None`,
  ])
    await ask(path);
  await ask('Event', 'PUT', uomElement('Event', '<EventData>data</EventData>'));
  await ask('Event?QUEUE_APPLICATIONID=1');
  await ask('SharedStoragePool');
  await askJobs(ask, { partition, clock });
  await simulator.close();
  return served;
}

/** A job that ends well, one that fails, and, on an HMC, one that will not begin. */
async function askJobs(
  ask: (path: string, method?: 'GET' | 'PUT', body?: string) => Promise<string>,
  { partition, clock }: { readonly partition: string; readonly clock: VirtualClock },
): Promise<void> {
  const runs = [`${partition}/do/PowerOff`, `${partition}/do/PowerOff`, 'ManagementConsole/do/CLIRunner'];
  for (const path of runs) {
    const template = /<JobRequest:[\s\S]*<\/JobRequest:JobRequest>/.exec(await ask(path))?.[0] ?? '';
    const [, id] = /<JobID[^>]*>(\d+)</.exec(await ask(path, 'PUT', template)) ?? [];
    clock.advance(1_000);
    await ask(`jobs/${id}`);
  }
}
