import { expect, test } from 'vitest';
import {
  capacityOf,
  parseFailoverPriority,
  parsePhysicalPortId,
  parseSlotNumber,
  parseSriovAdapterId,
} from '../identifiers/index.ts';
import { type CommandDevice, type VnicAction, vnicCommandLine } from './vnic-command.ts';

const device: CommandDevice = {
  viosName: 'vios1',
  viosId: 1,
  sriovAdapterId: parseSriovAdapterId('2'),
  physicalPortId: parsePhysicalPortId('3'),
  capacity: capacityOf(250),
  priority: parseFailoverPriority('60'),
  maxCapacity: undefined,
};
const vnic = { systemName: 'Server-9009-42A', partitionId: 5, slot: parseSlotNumber('7') };
const target = '-m Server-9009-42A --id 5 -s 7';

test.each<[VnicAction, string]>([
  [
    { kind: 'add-device', device },
    `chhwres -r virtualio --rsubtype vnic -o s ${target} -a backing_devices+=sriov/vios1/1/2/3/2.5/60`,
  ],
  [
    { kind: 'add-device', device: { ...device, maxCapacity: capacityOf(10_000) } },
    `chhwres -r virtualio --rsubtype vnic -o s ${target} -a backing_devices+=sriov/vios1/1/2/3/2.5/60/100.0`,
  ],
  [
    { kind: 'remove-device', device },
    `chhwres -r virtualio --rsubtype vnic -o s ${target} -a backing_devices-=sriov/vios1/1/2/3/2.5`,
  ],
  [
    { kind: 'activate-device', logicalPortId: 654_327_810 },
    `chhwres -r virtualio --rsubtype vnicbkdev -o act ${target} --logport 27004002`,
  ],
  [
    { kind: 'set-priority', logicalPortId: 654_327_810, priority: parseFailoverPriority('1') },
    `chhwres -r virtualio --rsubtype vnicbkdev -o s ${target} --logport 27004002 -a failover_priority=1`,
  ],
])('%o', (action, line) => {
  expect(vnicCommandLine({ ...vnic, action })).toBe(line);
});

test.each([
  'a b',
  'a;reboot',
  '$(id)',
  '`id`',
  '-o',
  'a/b',
  'a,b',
  'a"b',
  "a'b",
  'a\nb',
  '',
  'x'.repeat(65),
  'Système',
])('the name %j is not put on a command line', (name) => {
  const action = { kind: 'add-device', device: { ...device, viosName: name } } as const;
  const refusal = {
    code: 'OPTIONS_INVALID',
    message: expect.stringContaining('is not put on a command line'),
  };
  expect(() => vnicCommandLine({ ...vnic, action })).toThrow(expect.objectContaining(refusal));
  expect(() => vnicCommandLine({ ...vnic, systemName: name, action: { ...action, device } })).toThrow(
    expect.objectContaining(refusal),
  );
});
