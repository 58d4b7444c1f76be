import { compareVnic } from '../compare-vnic.ts';
import { findVnic } from '../find-vnic.ts';
import { checkVnic } from '../health/check-vnic.ts';
import type { HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { nameDevice } from '../name-device.ts';
import type { HealFinding, RecordFault } from './heal-finding.ts';
import { findPartition, judgeDevice } from './judge-device.ts';
import type { RecordedVnic } from './recorded-vnic.ts';

/** Everything in which the platform is not as the record wants it. */
export function checkRecord(snapshot: HostSnapshot, record: RecordedVnic): readonly HealFinding[] {
  const { mac, partition: partitionUuid, state } = record;
  const told = (severity: HealFinding['severity'], fault: RecordFault): HealFinding => {
    return { severity, mac, partitionUuid, fault };
  };
  if (state !== 'plugged') return [told('warning', { kind: 'interrupted', act: state })];
  if (findPartition(snapshot, partitionUuid) === undefined) {
    return [told('error', { kind: 'partition-missing' })];
  }
  const vnic = findVnic(snapshot.vnics, record);
  if (vnic === undefined) return [told('error', { kind: 'vnic-missing' })];
  const { network, shape } = record;
  return [
    ...findDifferences(snapshot, vnic, record).map((fault) => told('error', fault)),
    ...findBrokenPaths(snapshot, vnic, record).map((fault) => told('warning', fault)),
    ...findSurplus(vnic, record).map((fault) => told('warning', fault)),
    ...checkVnic({ snapshot, vnic, wanted: { network, redundancy: shape.redundancy } }),
  ];
}

/** VLAN and access lists; the network is told of device by device, as they can differ. */
export function findDifferences(
  snapshot: HostSnapshot,
  existing: VnicSnapshot,
  { network, vlan, mac, shape }: RecordedVnic,
): readonly (RecordFault & { kind: 'record-differs' })[] {
  const { redundancy, redundancyPolicy, capacity, maxCapacity } = shape;
  const request = { network, vlan, mac, redundancy, redundancyPolicy, capacity, maxCapacity };
  return compareVnic({ snapshot, existing, request })
    .filter(({ kind }) => kind !== 'network' && kind !== 'network-unknown')
    .map((difference) => ({ kind: 'record-differs', difference }));
}

function findBrokenPaths(
  snapshot: HostSnapshot,
  { devices }: VnicSnapshot,
  { partition: uuid, network }: RecordedVnic,
): readonly RecordFault[] {
  const partition = findPartition(snapshot, uuid);
  return devices.flatMap((device): RecordFault[] => {
    const defect = judgeDevice(device, { snapshot, partition, network });
    if (defect?.kind !== 'path-broken') return [];
    return [{ ...defect, device: nameDevice(device, snapshot) }];
  });
}

function findSurplus({ devices }: VnicSnapshot, { shape }: RecordedVnic): readonly RecordFault[] {
  const wanted = shape.redundancy;
  return devices.length > wanted ? [{ kind: 'surplus-devices', devices: devices.length, wanted }] : [];
}
