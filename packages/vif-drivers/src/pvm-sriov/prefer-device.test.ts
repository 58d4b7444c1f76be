import {
  capacityOf,
  parseFailoverPriority,
  parseMacAddress,
  parsePartitionUuid,
  parsePhysicalPortId,
  parseSriovAdapterId,
  parseViosUuid,
  parseVlanId,
  parseVnicUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import { expect, test } from 'vitest';
import { preferDevice } from './prefer-device.ts';

const uuid = '1E6FC741-6253-4B69-B88B-8A44BED92145';

/** One device on port 0, 1, ... for each priority. */
function vnicOf(priorities: readonly number[]): VnicSnapshot {
  return {
    uuid: parseVnicUuid(uuid),
    partitionUuid: parsePartitionUuid(uuid),
    mac: parseMacAddress('fa163e000001'),
    slot: undefined,
    vlan: parseVlanId('7'),
    allowedVlans: 'NONE',
    allowedMacs: 'NONE',
    devices: priorities.map((priority, port) => ({
      viosUuid: parseViosUuid(uuid),
      adapterId: parseSriovAdapterId('1'),
      portId: parsePhysicalPortId(String(port)),
      capacity: capacityOf(200),
      priority: parseFailoverPriority(String(priority)),
      isActive: port === 0,
      status: 'OPERATIONAL',
    })),
  };
}

test.each([
  { what: 'the priorities that there are change hands', given: [1, 2, 3], wanted: [2, 3, 1] },
  { what: 'the order of the others stays', given: [30, 5, 40], wanted: [40, 30, 5] },
  { what: 'equal ones are told apart', given: [50, 50, 50], wanted: [20, 30, 10] },
])('$what', ({ given, wanted }) => {
  const vnic = vnicOf(given);
  const [, , chosen] = vnic.devices;
  if (chosen === undefined) throw new Error('there are three devices');
  const ranked = preferDevice(vnic, chosen);
  expect(ranked[0]?.device).toBe(chosen);
  const byPort = ranked.toSorted((left, right) => left.device.portId - right.device.portId);
  expect(byPort.map(({ priority }) => priority)).toEqual(wanted);
});
