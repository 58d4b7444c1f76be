import { expect, test } from 'vitest';
import { parseFailoverPriority, parsePhysicalPortId, parseSriovAdapterId } from '../identifiers/index.ts';
import { parseXml } from '../xml/parse-xml.ts';
import { serializeXml } from '../xml/serialize-xml.ts';
import { editBackingDevices } from './edit-backing-devices.ts';
import { VirtualNicDedicated } from './virtual-nic-dedicated.ts';

const uom = 'http://www.ibm.com/xmlns/systems/power/firmware/uom/mc/2012_10/';
const device = (adapter: number, port: number, more = ''): string =>
  `<VirtualNICSRIOVBackingDevice><FailOverPriority>50</FailOverPriority><RelatedSRIOVAdapterID>${adapter}</RelatedSRIOVAdapterID><RelatedSRIOVPhysicalPortID>${port}</RelatedSRIOVPhysicalPortID>${more}</VirtualNICSRIOVBackingDevice>`;
const choice = (inner: string): string =>
  `<VirtualNICBackingDeviceChoice>${inner}</VirtualNICBackingDeviceChoice>`;
const vnic = (...choices: readonly string[]): string =>
  `<VirtualNICDedicated xmlns="${uom}"><Details/><AssociatedBackingDevices>${choices.join('')}</AssociatedBackingDevices><FromALaterSchema/></VirtualNICDedicated>`;
const strange = '<SomethingNew kb="CUD">7</SomethingNew>';
const place = { sriovAdapterId: parseSriovAdapterId('2'), physicalPortId: parsePhysicalPortId('1') };

test('a device is added, and the others stay with all that was not understood', () => {
  const before = parseXml(vnic(choice(device(1, 0, strange))));
  const after = editBackingDevices(before, [{ kind: 'add', device: { deviceType: 'SRIOV', ...place } }]);
  expect(VirtualNicDedicated.read(after).backingDevices).toMatchObject([{ sriovAdapterId: 1 }, place]);
  const text = serializeXml(after);
  expect(text).toContain(choice(device(1, 0, strange)));
  expect(text.endsWith('</AssociatedBackingDevices><FromALaterSchema/></VirtualNICDedicated>')).toBe(true);
});

test.each([
  ['each in its own choice', vnic(choice(device(1, 0, strange)), choice(device(2, 1)))],
  ['all in one choice', vnic(choice(device(1, 0, strange) + device(2, 1)))],
])('a device is removed, %s', (_, document) => {
  const after = editBackingDevices(parseXml(document), [{ kind: 'remove', place }]);
  expect(serializeXml(after)).toBe(serializeXml(parseXml(vnic(choice(device(1, 0, strange))))));
});

test('a priority changes, and nothing else', () => {
  const document = vnic(choice(device(1, 0, strange)), choice(device(2, 1, strange)));
  const edit = { kind: 'set-priority', place, priority: parseFailoverPriority('9') } as const;
  const after = serializeXml(editBackingDevices(parseXml(document), [edit]));
  const nine = device(2, 1, strange).replace('>50<', '>9<');
  expect(after).toBe(serializeXml(parseXml(vnic(choice(device(1, 0, strange)), choice(nine)))));
});

test.each(['remove', 'set-priority'] as const)('%s of a device that is not there is refused', (kind) => {
  const edit = { kind, place, priority: parseFailoverPriority('9') };
  expect(() => editBackingDevices(parseXml(vnic(choice(device(1, 0)))), [edit])).toThrow(
    expect.objectContaining({
      code: 'NOT_FOUND',
      message: expect.stringContaining('no backing device on port 1 of adapter 2'),
    }),
  );
});
