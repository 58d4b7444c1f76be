import { findLogicalPortId, runVnicCommand, type VnicAction } from '@powervm-sriov/pypowervm-ts';
import { formatMacAddress, sameUuid, type ViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { BackingDeviceSnapshot, DeviceOnPort, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { VifError } from '../vif-error.ts';
import type { VifHost } from '../vif-host.ts';
import { type DeviceEdit, describeDevice, findDevice } from './device-edit.ts';
import { neverAborted } from './never-aborted.ts';

/** One step as one command of the HMC; the view has to be read again afterwards. */
export async function changeByCommand(host: VifHost, vnic: VnicSnapshot, step: DeviceEdit): Promise<void> {
  await runCommand(host, vnic, await actionOf(host, vnic, step));
}

async function runCommand(host: VifHost, vnic: VnicSnapshot, action: VnicAction): Promise<void> {
  const { system, partitions } = host.snapshot();
  const partition = partitions.find(({ uuid }) => sameUuid(uuid, vnic.partitionUuid));
  if (partition === undefined || vnic.slot === undefined) {
    throw new VifError(
      'VNIC_UNKNOWN',
      `vNIC ${formatMacAddress(vnic.mac)} of partition ${partition?.name ?? vnic.partitionUuid} cannot be named to the HMC's command line: its partition or slot is not known; read the host again`,
    );
  }
  const command = { systemName: system.name, partitionId: partition.partitionId, slot: vnic.slot, action };
  await runVnicCommand(host.session, command, neverAborted);
}

async function actionOf(host: VifHost, vnic: VnicSnapshot, step: DeviceEdit): Promise<VnicAction> {
  switch (step.kind) {
    case 'add': {
      const { priority, maxCapacity } = step.device;
      return { kind: 'add-device', device: { ...commandDevice(host, step.device), priority, maxCapacity } };
    }
    case 'remove': {
      const device = findDevice(vnic, step.device);
      if (device === undefined) throw unknownDevice(vnic, step.device);
      return { kind: 'remove-device', device: commandDevice(host, device) };
    }
    case 'activate':
      return { kind: 'activate-device', logicalPortId: await logicalPortId(host, vnic, step.device) };
    case 'set-priority':
      return {
        kind: 'set-priority',
        priority: step.priority,
        logicalPortId: await logicalPortId(host, vnic, step.device),
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

function logicalPortId(host: VifHost, vnic: VnicSnapshot, device: DeviceOnPort): Promise<number> {
  const address = {
    partition: vnic.partitionUuid,
    vnic: vnic.uuid,
    sriovAdapterId: device.adapterId,
    physicalPortId: device.portId,
  };
  return findLogicalPortId(host.session, address, neverAborted);
}

function unknownDevice(vnic: VnicSnapshot, device: DeviceOnPort): VifError {
  return new VifError(
    'VNIC_UNKNOWN',
    `vNIC ${formatMacAddress(vnic.mac)} has no backing device on ${describeDevice(device)}; look at it again`,
  );
}
