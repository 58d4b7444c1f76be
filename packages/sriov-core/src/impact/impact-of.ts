import {
  type LocationCode,
  type MacAddress,
  type PartitionUuid,
  sameUuid,
  type ViosUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { deepFreeze } from '../deep-freeze.ts';
import type { BackingDeviceSnapshot, HostSnapshot, VnicSnapshot } from '../host-snapshot.ts';
import { type DeviceName, nameDevice } from '../name-device.ts';
import { namePartition } from '../name-vnic.ts';
import { placeTest } from '../place-test.ts';

/** What is taken away, in thought. */
export type Loss =
  | { readonly kind: 'adapter'; readonly location: LocationCode }
  | { readonly kind: 'port'; readonly location: LocationCode }
  | { readonly kind: 'vios'; readonly uuid: ViosUuid };

export interface ImpactCase {
  readonly snapshot: HostSnapshot;
  readonly loss: Loss;
}

export interface Impact {
  readonly loss: Loss;
  /** Location, or name of the VIOS; undefined when the host has no such part. */
  readonly lost: string | undefined;
  /** vNICs with a device there that keep at least two working ones. */
  readonly stillRedundant: readonly VnicImpact[];
  /** vNICs that keep one working device: the next fault cuts them off. */
  readonly losesRedundancy: readonly VnicImpact[];
  /** vNICs that keep none. */
  readonly losesAllPaths: readonly VnicImpact[];
  /** vNICs without any device there. */
  readonly untouched: number;
}

export interface VnicImpact {
  readonly mac: MacAddress;
  readonly partitionUuid: PartitionUuid;
  /** Whose it is: `partition web1`. */
  readonly owner: string;
  readonly losing: readonly DeviceName[];
  /** Working devices that are left. */
  readonly keeping: readonly DeviceName[];
  /** The active device is among the lost ones, so that traffic switches, or stops. */
  readonly losesActive: boolean;
}

/**
 * What losing an adapter, a port or a VIOS does to the vNICs of the host. A device counts as left only when it works
 * today: one whose link is already down saves nobody.
 */
export function impactOf({ snapshot, loss }: ImpactCase): Impact {
  const isLost = placeTest(snapshot, loss);
  const touched = snapshot.vnics.filter(({ devices }) => devices.some(isLost));
  const impacts = touched.map((vnic) => measureImpact(vnic, snapshot, isLost));
  return deepFreeze({
    loss: { ...loss },
    lost: nameLost(snapshot, loss),
    stillRedundant: impacts.filter(({ keeping }) => keeping.length > 1),
    losesRedundancy: impacts.filter(({ keeping }) => keeping.length === 1),
    losesAllPaths: impacts.filter(({ keeping }) => keeping.length === 0),
    untouched: snapshot.vnics.length - touched.length,
  });
}

type DeviceTest = ReturnType<typeof placeTest>;

function measureImpact(vnic: VnicSnapshot, snapshot: HostSnapshot, isLost: DeviceTest): VnicImpact {
  const { mac, partitionUuid, devices } = vnic;
  const losing = devices.filter(isLost);
  const keeping = devices.filter((device) => !isLost(device) && mayWork(device));
  return {
    mac,
    partitionUuid,
    owner: namePartition(snapshot, partitionUuid),
    losing: losing.map((device) => nameDevice(device, snapshot)),
    keeping: keeping.map((device) => nameDevice(device, snapshot)),
    losesActive: losing.some(({ isActive }) => isActive === true),
  };
}

/** A device of a partition that is off is POWERED_OFF and works once it boots; no status at all is no bad news. */
function mayWork({ status }: BackingDeviceSnapshot): boolean {
  return status === undefined || status === 'OPERATIONAL' || status === 'POWERED_OFF';
}

function nameLost({ adapters, vioses }: HostSnapshot, loss: Loss): string | undefined {
  switch (loss.kind) {
    case 'vios':
      return vioses.find(({ uuid }) => sameUuid(uuid, loss.uuid))?.name;
    case 'adapter':
      return adapters.find(({ location }) => location === loss.location)?.location;
    case 'port':
      return adapters.flatMap(({ ports }) => ports).find(({ location }) => location === loss.location)
        ?.location;
  }
}
