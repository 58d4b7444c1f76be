import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Capacity,
  capacityOf,
  type FailoverPriority,
  type MacAddress,
  parseFailoverPriority,
  parseMacAddress,
  parsePhysicalPortId,
  parseSlotNumber,
  parseSriovAdapterId,
  parseVlanId,
} from '../identifiers/index.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { serializeXml } from '../xml/serialize-xml.ts';
import { readRecording, recordingsAbsent } from '../xml/test/read-recording.ts';
import { childElements, childNamed, type XmlElement } from '../xml/xml-element.ts';
import { ClientNetworkAdapter } from './client-network-adapter.ts';
import type { AccessList } from './codec.ts';
import { Event } from './event.ts';
import { JobRequest } from './job.ts';
import { LogicalPartition } from './logical-partition.ts';
import { ManagedSystem } from './managed-system.ts';
import { PhysicalPort } from './physical-port.ts';
import { SriovAdapter } from './sriov-adapter.ts';
import { VirtualNicDedicated } from './virtual-nic-dedicated.ts';

const uom = 'xmlns="http://www.ibm.com/xmlns/systems/power/firmware/uom/mc/2012_10/"';
const port = (children: string) =>
  PhysicalPort.read(parseXml(`<SRIOVRoCEPhysicalPort ${uom}>${children}</SRIOVRoCEPhysicalPort>`));

describe('reading', () => {
  test('gives brands, words that firmware may add, and undefined for what is missing', () => {
    const read = port(
      '<ConfiguredPortSwitchMode>Hub</ConfiguredPortSwitchMode><LinkStatus/><AllocatedCapacity> 42.42% </AllocatedCapacity>',
    );
    expect(read).toMatchObject({ class: 'roce', configuredPortSwitchMode: 'Hub', allocatedCapacity: 4242 });
    expect(read.linkStatus).toBeUndefined();
    expect(read.currentOptions).toEqual([]);
    expectTypeOf(read.allocatedCapacity).toEqualTypeOf<Capacity | undefined>();
    expectTypeOf(read.class).toEqualTypeOf<'converged' | 'ethernet' | 'roce'>();
  });

  test('a value that makes no sense is an error only when it is asked for', () => {
    const read = port('<LocationCode>U1-P1-T1</LocationCode><AllocatedCapacity>much</AllocatedCapacity>');
    expect(read.locationCode).toBe('U1-P1-T1');
    expect({ ...read }).not.toHaveProperty('allocatedCapacity');
    expect(() => read.allocatedCapacity).toThrow(
      expect.objectContaining({
        code: 'DOCUMENT_UNEXPECTED',
        message:
          'AllocatedCapacity of SRIOVRoCEPhysicalPort "U1-P1-T1" cannot be read: capacity "much" is not valid: expected a percentage from 0% to 100% with at most 2 decimals, such as 2.0%; read the object again, and report the answer if it stays so',
      }),
    );
  });

  test('a value deep inside leaves the rest of the document readable', () => {
    const read = VirtualNicDedicated.read(
      parseXml(
        `<VirtualNICDedicated ${uom}><Details><PortVLANID>1</PortVLANID><MACAddress>02AB00000001</MACAddress></Details></VirtualNICDedicated>`,
      ),
    );
    expect(read.details?.macAddress).toBe('02AB00000001');
    expect(() => read.details?.portVlanId).toThrow(
      /^PortVLANID of Details cannot be read: VLAN "1" is not valid/,
    );
  });

  test('what a caller cannot do without names itself when it is missing', () => {
    const read = port('<LocationCode>U1-P1-T1</LocationCode><Label>net</Label>');
    expect(PhysicalPort.need(read, 'label')).toBe('net');
    expect(() => PhysicalPort.need(read, 'allocatedCapacity')).toThrow(
      /^SRIOVEthernetPhysicalPort "U1-P1-T1" has no AllocatedCapacity; read the object again/,
    );
  });

  test('the ports of all three classes are one list', () => {
    const ports = ['ConvergedEthernetPhysicalPorts', 'EthernetPhysicalPorts', 'SRIOVRoCEPhysicalPorts'];
    const classes = ['ConvergedNetworkAdapter', 'Ethernet', 'RoCE'].map((each) => `SRIOV${each}PhysicalPort`);
    const lists = ports.map((list, index) => `<${list}><${classes[index]}/><${classes[index]}/></${list}>`);
    const read = SriovAdapter.read(parseXml(`<SRIOVAdapter ${uom}>${lists.join('')}</SRIOVAdapter>`));
    const expected = ['converged', 'converged', 'ethernet', 'ethernet', 'roce', 'roce'];
    expect(read.ports.map((each) => each.class)).toEqual(expected);
  });

  test('sections and capabilities of an older schema read as not there', () => {
    const { capabilities, memory, ioConfiguration } = ManagedSystem.read(parseXml(`<ManagedSystem ${uom}/>`));
    expect(new Set(Object.values(capabilities))).toEqual(new Set([false]));
    expect(memory.memoryRegionSize).toBeUndefined();
    expect(ioConfiguration.sriovAdapters).toEqual([]);
  });
});

describe('building', () => {
  const device = (priority: number) => ({
    deviceType: 'SRIOV' as const,
    virtualIoServer: 'https://h:12443/rest/api/uom/VirtualIOServer/V',
    desiredCapacity: undefined,
    sriovAdapterId: parseSriovAdapterId(1),
    currentCapacity: capacityOf(250),
    physicalPortId: parsePhysicalPortId(priority),
    failOverPriority: parseFailoverPriority(priority),
  });
  const built = VirtualNicDedicated.build({
    backingDevices: [device(1), device(2)],
    details: {
      autoFailBack: true,
      macAddress: parseMacAddress('fa:16:3e:00:00:01'),
      allowedVlanIds: 'NONE',
      allowedOperatingSystemMacAddresses: [],
      portVlanId: parseVlanId(100),
    },
    virtualSlotNumber: parseSlotNumber(7),
  });

  test('puts metadata first, then what is named in the order of the schema', () => {
    const metadata = '<Metadata><Atom/></Metadata>';
    const choice = (priority: number) =>
      '<VirtualNICBackingDeviceChoice>' +
      `<VirtualNICSRIOVBackingDevice schemaVersion="V1_0">${metadata}<DeviceType>SRIOV</DeviceType>` +
      '<AssociatedVirtualIOServer href="https://h:12443/rest/api/uom/VirtualIOServer/V" rel="related"/>' +
      `<FailOverPriority>${priority}</FailOverPriority><RelatedSRIOVAdapterID>1</RelatedSRIOVAdapterID>` +
      '<CurrentCapacityPercentage>2.5%</CurrentCapacityPercentage>' +
      `<RelatedSRIOVPhysicalPortID>${priority}</RelatedSRIOVPhysicalPortID></VirtualNICSRIOVBackingDevice>` +
      '</VirtualNICBackingDeviceChoice>';
    expect(serializeXml(built)).toBe(
      `<VirtualNICDedicated schemaVersion="V1_0" ${uom}>${metadata}<VirtualSlotNumber>7</VirtualSlotNumber>` +
        `<Details schemaVersion="V1_0">${metadata}<PortVLANID>100</PortVLANID><AllowedVLANIDs>NONE</AllowedVLANIDs>` +
        '<MACAddress>FA163E000001</MACAddress>' +
        '<AllowedOperatingSystemMACAddresses>NONE</AllowedOperatingSystemMACAddresses>' +
        `<AutoFailBack>true</AutoFailBack></Details><AssociatedBackingDevices schemaVersion="V1_0">${metadata}` +
        `${choice(1)}${choice(2)}</AssociatedBackingDevices></VirtualNICDedicated>`,
    );
  });

  test('gives what reading understands', () => {
    const read = VirtualNicDedicated.read(parseXml(serializeXml(built)));
    expect(read.backingDevices.map(({ failOverPriority }) => failOverPriority)).toEqual([1, 2]);
    expect(read.details).toMatchObject({
      macAddress: 'FA163E000001',
      autoFailBack: true,
      allowedVlanIds: 'NONE',
    });
    expectTypeOf(read.details?.macAddress).toEqualTypeOf<MacAddress | undefined>();
    expectTypeOf(read.details?.allowedVlanIds).toEqualTypeOf<AccessList | undefined>();
    expectTypeOf(read.backingDevices[0]?.failOverPriority).toEqualTypeOf<FailoverPriority | undefined>();
  });

  test.each([
    [
      'a word the schema does not know',
      () => Event.build({ eventType: 'SHOUT' }),
      /^word "SHOUT" is not valid: expected one of NEW_CLIENT, CACHE_CLEARED/,
    ],
    [
      'a number that is none',
      () => Event.build({ eventId: Number.NaN }),
      /^number "NaN" is not valid: expected a whole number$/,
    ],
    [
      'a label with a line break',
      () => PhysicalPort.build({ label: 'a\nb' }),
      /^port label "a\\nb" is not valid/,
    ],
  ])('refuses %s', (_, build, message) => {
    expect(build).toThrow(message);
  });

  test('takes only what is written through its owner', () => {
    // @ts-expect-error the class of a port is its element
    expect(() => PhysicalPort.build({ class: 'roce' })).toThrow(TypeError);
    // @ts-expect-error a raw string is no MAC address
    VirtualNicDedicated.build({ details: { macAddress: 'FA163E000001' } });
  });
});

describe.skipIf(recordingsAbsent)('changing', () => {
  let vnic: XmlElement;
  beforeAll(() => {
    vnic = contentOf('vnic_feed.txt', 'VirtualNICDedicated');
  });

  test('a reference keeps the form it has; a new one gets the one of its kind', () => {
    const adapter = contentOf('cna_feed.txt', 'ClientNetworkAdapter');
    const old = ClientNetworkAdapter.read(adapter).virtualSwitch ?? '';
    expect(serializeXml(ClientNetworkAdapter.change(adapter, { virtualSwitch: 'https://h/new' }))).toBe(
      serializeXml(adapter).replace(old, 'https://h/new'),
    );
    expect(serializeXml(ClientNetworkAdapter.build({ virtualSwitch: 'https://h/new' }))).toContain(
      '<AssociatedVirtualSwitch><link href="https://h/new" rel="related"/></AssociatedVirtualSwitch>',
    );
  });

  test('touches the element named, keeps its attributes, and nothing else', () => {
    const changed = VirtualNicDedicated.change(vnic, { details: { portVlanId: parseVlanId(2001) } });
    expect(serializeXml(changed)).toBe(
      serializeXml(vnic).replace(
        '<PortVLANID kxe="false" kb="CUD">0<',
        '<PortVLANID kxe="false" kb="CUD">2001<',
      ),
    );
  });

  test('adds what is missing at its place', () => {
    const changed = VirtualNicDedicated.change(vnic, { details: { autoFailBack: false }, enabled: true });
    const names = (element: XmlElement | undefined) =>
      childElements(element ?? vnic).map(({ local }) => local);
    expect(names(childNamed(changed, 'Details')).at(-1)).toBe('AutoFailBack');
    expect(names(changed).slice(-3)).toEqual(['Enabled', 'Details', 'AssociatedBackingDevices']);
  });

  test('writes the second name of a property where the server uses that', () => {
    const details = `<Details><AutoPriorityFailover>true</AutoPriorityFailover></Details>`;
    const other = parseXml(`<VirtualNICDedicated ${uom}>${details}</VirtualNICDedicated>`);
    expect(VirtualNicDedicated.read(other).details?.autoFailBack).toBe(true);
    expect(serializeXml(VirtualNicDedicated.change(other, { details: { autoFailBack: false } }))).toContain(
      '<Details><AutoPriorityFailover>false</AutoPriorityFailover></Details>',
    );
  });

  test('fills in a recorded job template', () => {
    const template = contentOf('job_request_power_off.txt', 'JobRequest');
    const request = JobRequest.change(template, {
      jobParameters: [
        { name: 'operation', value: 'shutdown' },
        { name: 'immediate', value: 'true' },
      ],
    });
    expect(JobRequest.read(parseXml(serializeXml(request)))).toEqual({
      requestedOperation: { operationName: 'PowerOff', groupName: 'LogicalPartition' },
      jobParameters: [
        { name: 'operation', value: 'shutdown' },
        { name: 'immediate', value: 'true' },
      ],
    });
    expect(JobRequest.read(template).jobParameters).toEqual([]);
  });

  test('leaves a whole partition document as it was but for one text', () => {
    const partition = contentOf('lpar.txt', 'LogicalPartition');
    const changed = LogicalPartition.change(partition, { partitionName: 'a & b' });
    expect(serializeXml(changed)).toBe(
      serializeXml(partition).replace('>z3-9-5-126-127-00000001<', '>a &amp; b<'),
    );
  });
});

function contentOf(recording: string, local: string): XmlElement {
  const find = (element: XmlElement): XmlElement | undefined =>
    element.local === local
      ? element
      : childElements(element)
          .map(find)
          .find((each) => each !== undefined);
  const found = find(parseXml(readRecording(recording)));
  if (found === undefined) throw new Error(`${recording} has no ${local}`);
  return found;
}
