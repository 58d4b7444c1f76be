import type { MigrationRecord, PartitionRecord, VnicRecord } from '@powervm-sriov/compute-driver';
import {
  capacityOf,
  parseFailoverPriority,
  parseMacAddress,
  parsePartitionUuid,
  parseSlotNumber,
  parseSystemUuid,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';

export const left = parseSystemUuid('98498bed-c78a-3a4f-b90a-4b715418fcb6');
export const right = parseSystemUuid('0e3a2b1c-0000-4000-8000-00000000000b');
const partition = parsePartitionUuid('089FFB20-5D19-4A8C-BB80-13650627D985');

export function vnicRecord(index: number, change: Partial<VnicRecord> = {}): VnicRecord {
  return {
    system: left,
    partition,
    mac: parseMacAddress(`fa163e${index.toString(16).padStart(6, '0')}`),
    state: 'plugging',
    network: 'prod_net',
    vlan: parseVlanId(118),
    shape: { redundancy: 2, redundancyPolicy: 'strict', capacity: capacityOf(200) },
    slot: parseSlotNumber(7),
    priorities: [parseFailoverPriority(1), parseFailoverPriority(2)],
    instance: undefined,
    portId: '4f1a7b30-9c46-4a2e-8f4e-0d1d7c1f0001',
    pciSlot: undefined,
    askedBy: 'nova',
    changedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export const partitionRecord: PartitionRecord = {
  system: left,
  partition,
  state: 'created',
  spec: {
    name: 'guest-1',
    type: 'AIX/Linux',
    memory: { minimum: 512, desired: 1024, maximum: 2048 },
    processors: {
      kind: 'shared',
      virtual: { minimum: 1, desired: 1, maximum: 2 },
      units: { minimum: 0.1, desired: 0.5, maximum: 1 },
      uncappedWeight: 128,
    },
    maximumVirtualSlots: 64,
    managementNetwork: true,
    managementAdapter: { mac: parseMacAddress('fe354012aa5c'), slot: parseSlotNumber(2) },
  },
  instance: '989ffb20-5d19-4a8c-bb80-13650627d985',
  askedBy: 'nova',
  changedAt: '2026-01-01T00:00:00.000Z',
};

export const migrationRecord: MigrationRecord = {
  id: 'migration-1',
  kind: 'live',
  driver: 'operator',
  phase: 'prepared',
  source: left,
  target: right,
  partition,
  partitionName: 'guest-1',
  instance: undefined,
  spec: partitionRecord.spec,
  wasRunning: true,
  vnics: [vnicRecord(1)],
  job: undefined,
  fencing: undefined,
  failure: undefined,
  startedAt: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
};
