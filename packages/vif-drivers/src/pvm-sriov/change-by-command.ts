import { findLogicalPortId, runVnicCommand, type VnicAction } from '@powervm-sriov/pypowervm-ts';
import { sameUuid, type ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDeviceSnapshot, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';
import { type DeviceChange, type DevicePlace, findDevice } from './device-change.ts';
import { neverAborted } from './never-aborted.ts';

/** One change as one command of the HMC; the view has to be read again afterwards. */
export async function changeByCommand(
  host: VifHost,
  vnic: VnicSnapshot,
  change: DeviceChange,
): Promise<void> {
  await runCommand(host, vnic, await actionOf(host, vnic, change));
}

/** The HMC's own way to move the traffic of a vNIC to another device (sriov-rules [H]). */
export async function activateByCommand(
  host: VifHost,
  vnic: VnicSnapshot,
  place: DevicePlace,
): Promise<void> {
  await runCommand(host, vnic, {
    kind: 'activate-device',
    logicalPortId: await logicalPortId(host, vnic, place),
  });
}

async function runCommand(host: VifHost, vnic: VnicSnapshot, action: VnicAction): Promise<void> {
  const { system, partitions } = host.snapshot();
  const partition = partitions.find(({ uuid }) => sameUuid(uuid, vnic.partitionUuid));
  if (partition === undefined || vnic.slot === undefined) {
    throw new VifError(
      'VNIC_UNKNOWN',
      `vNIC ${vnic.mac} of partition ${vnic.partitionUuid} cannot be named to the HMC's command line: its partition or slot is not known; read the host again`,
    );
  }
  const command = { systemName: system.name, partitionId: partition.partitionId, slot: vnic.slot, action };
  await runVnicCommand(host.session, command, neverAborted);
}

async function actionOf(host: VifHost, vnic: VnicSnapshot, change: DeviceChange): Promise<VnicAction> {
  switch (change.kind) {
    case 'add':
      return { kind: 'add-device', device: { ...commandDevice(host, change.device), ...change.device } };
    case 'remove': {
      const device = findDevice(vnic, change.place);
      if (device === undefined) throw unknownDevice(vnic, change.place);
      return { kind: 'remove-device', device: commandDevice(host, device) };
    }
    case 'set-priority':
      return {
        kind: 'set-priority',
        priority: change.priority,
        logicalPortId: await logicalPortId(host, vnic, change.place),
      };
  }
}

function commandDevice(
  host: VifHost,
  device: Pick<BackingDeviceSnapshot, 'adapterId' | 'portId' | 'viosUuid' | 'capacity'>,
) {
  const { name, partitionId } = requireVios(host, device.viosUuid);
  return {
    viosName: name,
    viosId: partitionId,
    sriovAdapterId: device.adapterId,
    physicalPortId: device.portId,
    capacity: device.capacity,
  };
}

function requireVios(host: VifHost, viosUuid: ViosUuid) {
  const { vioses, system } = host.snapshot();
  const vios = vioses.find(({ uuid }) => sameUuid(uuid, viosUuid));
  if (vios !== undefined) return vios;
  throw new VifError('VNIC_UNKNOWN', `system ${system.name} has no VIOS ${viosUuid}; read the host again`);
}

function logicalPortId(host: VifHost, vnic: VnicSnapshot, place: DevicePlace): Promise<number> {
  const address = {
    partition: vnic.partitionUuid,
    vnic: vnic.uuid,
    sriovAdapterId: place.adapterId,
    physicalPortId: place.portId,
  };
  return findLogicalPortId(host.session, address, neverAborted);
}

function unknownDevice(vnic: VnicSnapshot, place: DevicePlace): VifError {
  return new VifError(
    'VNIC_UNKNOWN',
    `vNIC ${vnic.mac} has no backing device on port ${place.portId} of adapter ${place.adapterId}`,
  );
}
