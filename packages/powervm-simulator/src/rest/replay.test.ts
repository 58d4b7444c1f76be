import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contentOf,
  contentsOf,
  messageOf,
  openSession,
  type TestSession,
  uomElement,
  uuidOf,
} from '../../test/open-session.ts';
import { type Simulator, startSimulator } from '../simulator.ts';
import { childOf, childrenOf, descendantOf, type SimElement, textOf } from '../xml/sim-element.ts';

/*
 * The requests that the Python client pypowervm makes for the life of a network adapter, in its order and with its
 * headers, parameters and element orders; the bodies are our own.
 */

const accept = { accept: 'application/atom+xml; charset=UTF-8', 'x-audit-memento': 'replay' };
let simulator: Simulator;
let session: TestSession;
let partition: string;
let vioses: readonly string[];

beforeAll(async () => {
  simulator = await startSimulator();
  session = await openSession(simulator);
  const vios = await get('VirtualIOServer?group=None');
  vioses = contentsOf(vios).map(uuidOf);
  partition = uuidOf(contentOf(await get("LogicalPartition/search/(PartitionName=='lpar1')")));
});

afterAll(() => simulator.close());

function get(path: string, headers: Record<string, string> = {}) {
  return session.send('GET', `uom/${path}`, { headers: { ...accept, ...headers } });
}

function send(
  method: 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: string,
  headers: Record<string, string> = {},
) {
  const type = path.split('?')[0]?.split('/').at(-1);
  const typed = {
    ...accept,
    'content-type': `application/vnd.ibm.powervm.uom+xml; type=${type}`,
    ...headers,
  };
  return session.send(method, `uom/${path}`, { headers: typed, ...(body === undefined ? {} : { body }) });
}

function devicesOf(vnic: SimElement): readonly SimElement[] {
  const choice = descendantOf(vnic, 'AssociatedBackingDevices', 'VirtualNICBackingDeviceChoice');
  return choice === undefined ? [] : childrenOf(choice, 'VirtualNICSRIOVBackingDevice');
}

function textsOf(
  element: SimElement | undefined,
  ...names: readonly string[]
): readonly (string | undefined)[] {
  return names.map((name) => element && textOf(element, name));
}

describe('a vNIC', () => {
  let path: string;
  const device = (vios: number, more: string) =>
    `<VirtualNICBackingDeviceChoice><VirtualNICSRIOVBackingDevice schemaVersion="V1_0"><Metadata><Atom/></Metadata><AssociatedVirtualIOServer href="https://sim.invalid:12443/rest/api/uom/VirtualIOServer/${vioses[vios]}" rel="related"/>${more}</VirtualNICSRIOVBackingDevice></VirtualNICBackingDeviceChoice>`;
  const request = () =>
    uomElement(
      'VirtualNICDedicated',
      '<UseNextAvailableHighSlotID>true</UseNextAvailableHighSlotID>' +
        '<Details schemaVersion="V1_0"><Metadata><Atom/></Metadata><PortVLANID>100</PortVLANID><AllowedVLANIDs>NONE</AllowedVLANIDs><MACAddress>FA163E000001</MACAddress><AllowedOperatingSystemMACAddresses>NONE</AllowedOperatingSystemMACAddresses></Details>' +
        '<AssociatedBackingDevices schemaVersion="V1_0"><Metadata><Atom/></Metadata>' +
        device(
          0,
          '<FailOverPriority ksv="V1_4_0">1</FailOverPriority><RelatedSRIOVAdapterID>1</RelatedSRIOVAdapterID><CurrentCapacityPercentage>4.0%</CurrentCapacityPercentage><RelatedSRIOVPhysicalPortID>0</RelatedSRIOVPhysicalPortID>',
        ) +
        device(
          1,
          '<FailOverPriority ksv="V1_4_0">2</FailOverPriority><RelatedSRIOVAdapterID>2</RelatedSRIOVAdapterID><RelatedSRIOVPhysicalPortID>1</RelatedSRIOVPhysicalPortID>',
        ) +
        '</AssociatedBackingDevices>',
    );

  it('is created with its logical ports, the first of which is active', async () => {
    path = `LogicalPartition/${partition}/VirtualNICDedicated`;
    const vnic = contentOf(await send('PUT', path, request()));
    path = `${path}/${uuidOf(vnic)}`;
    expect(textsOf(vnic, 'VirtualSlotNumber')).toEqual(['63']);
    expect(
      textsOf(childOf(vnic, 'Details'), 'PortVLANID', 'MACAddress', 'AllowedVLANIDs', 'AutoFailBack'),
    ).toEqual(['100', 'FA163E000001', 'NONE', 'true']);
    expect(
      devicesOf(vnic).map((one) =>
        textsOf(one, 'IsActive', 'Status', 'FailOverPriority', 'CurrentCapacityPercentage'),
      ),
    ).toEqual([
      ['true', 'OPERATIONAL', '1', '4.0%'],
      ['false', 'OPERATIONAL', '2', '1.0%'],
    ]);
  });

  it('leads by its hrefs to its VIOS and its logical port', async () => {
    const [first] = devicesOf(contentOf(await get(path)));
    const follow = async (name: string) => {
      const href = first && childOf(first, name)?.attributes.href;
      return contentOf(await get(new URL(href ?? '').pathname.replace('/rest/api/uom/', '')));
    };
    expect(uuidOf(await follow('AssociatedVirtualIOServer'))).toBe(vioses[0]);
    expect(
      textsOf(await follow('RelatedSRIOVLogicalPort'), 'VNICPortUsage', 'ConfiguredCapacity', 'MACAddress'),
    ).toEqual(['DEDICATED_VNIC', '4.0%', 'FA163E000001']);
  });

  it('is refused a second time for its MAC address', async () => {
    const answer = await send('PUT', `LogicalPartition/${partition}/VirtualNICDedicated`, request());
    expect(answer.status).toBe(400);
    expect(messageOf(answer)).toMatch(/^SIM-MAC-IN-USE MAC address FA163E000001 is in use/);
  });

  it('fails over when the cable of its active port is pulled', async () => {
    const [active] = simulator.control.state().systems[0]?.vnics[0]?.backingDevices ?? [];
    simulator.control.pullCable(active?.location ?? '');
    const devices = devicesOf(contentOf(await get(path)));
    expect(devices.map((one) => textsOf(one, 'IsActive', 'Status'))).toEqual([
      ['false', 'LINK_DOWN'],
      ['true', 'OPERATIONAL'],
    ]);
    simulator.control.plugCable(active?.location ?? '');
  });

  it('takes another priority back whole, with its etag', async () => {
    const entry = await get(path);
    const whole =
      /<VirtualNICDedicated:[\s\S]*<\/VirtualNICDedicated:VirtualNICDedicated>/.exec(entry.body)?.[0] ?? '';
    const changed = whole.replace(/(?<=<FailOverPriority [^>]*>)1</, '3<');
    const headers = { 'if-match': entry.headers.etag ?? '' };
    const updated = await send('POST', path, changed, headers);
    expect(devicesOf(contentOf(updated)).map((one) => textOf(one, 'FailOverPriority'))).toEqual(['3', '2']);
    expect((await send('POST', path, changed, headers)).status).toBe(412);
  });

  it('goes, with everything that it brought', async () => {
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    const [system] = simulator.control.state().systems;
    expect([system?.vnics, system?.logicalPorts]).toEqual([[], []]);
  });
});

it('gives a partition a logical port of its own, and takes it back', async () => {
  const path = `LogicalPartition/${partition}/SRIOVEthernetLogicalPort`;
  const body = uomElement(
    'SRIOVEthernetLogicalPort',
    '<AdapterID>1</AdapterID><IsPromiscous>false</IsPromiscous><ConfiguredCapacity>4.0%</ConfiguredCapacity><PhysicalPortID>0</PhysicalPortID><PortVLANID>0</PortVLANID><AllowedMACAddresses>ALL</AllowedMACAddresses><AllowedVLANs>ALL</AllowedVLANs>',
  );
  const port = contentOf(await send('PUT', path, body));
  expect(textsOf(port, 'ConfiguredCapacity', 'VNICPortUsage')).toEqual(['4.0%', 'NOT_VNIC']);
  expect((await send('DELETE', `${path}/${uuidOf(port)}`)).status).toBe(204);
  expect((await get(path)).status).toBe(204);
});

it('gives a partition an adapter on the management switch, and takes it back', async () => {
  const system = uuidOf(contentOf(await get('ManagedSystem?group=None')));
  const switches = contentsOf(await get(`ManagedSystem/${system}/VirtualSwitch?group=None`));
  const management = switches.find((one) => textOf(one, 'SwitchName') === 'MGMTSWITCH');
  const href = `https://sim.invalid:12443/rest/api/uom/ManagedSystem/${system}/VirtualSwitch/${management && uuidOf(management)}`;
  const path = `LogicalPartition/${partition}/ClientNetworkAdapter`;
  const body = uomElement(
    'ClientNetworkAdapter',
    `<UseNextAvailableHighSlotID>true</UseNextAvailableHighSlotID><PortVLANID>4093</PortVLANID><TaggedVLANSupported>false</TaggedVLANSupported><AssociatedVirtualSwitch><link href="${href}" rel="related"/></AssociatedVirtualSwitch>`,
  );
  const before = contentsOf(await get(path)).length;
  const adapter = contentOf(await send('PUT', path, body));
  expect(textsOf(adapter, 'PortVLANID', 'VirtualSlotNumber')).toEqual(['4093', '63']);
  expect((await send('DELETE', `${path}/${uuidOf(adapter)}`)).status).toBe(204);
  expect(contentsOf(await get(path)).length).toBe(before);
});
