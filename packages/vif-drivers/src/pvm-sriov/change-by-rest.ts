import { type BackingDeviceEdit, changeVnic, virtualIoServerHref } from '@powervm-sriov/pypowervm-ts';
import type { DeviceOnPort, VnicSnapshot } from '@powervm-sriov/sriov-core';
import { snapshotVnic } from '../snapshot-vnic.ts';
import type { VifHost } from '../vif-host.ts';
import type { DeviceEdit } from './device-edit.ts';
import { neverAborted } from './never-aborted.ts';
import { preferDevice } from './prefer-device.ts';
import { stepsDue } from './steps-due.ts';

/** All steps as one POST of the vNIC with If-Match. A device is activated by giving it the best priority. */
export async function changeByRest(
  host: VifHost,
  before: VnicSnapshot,
  steps: readonly DeviceEdit[],
): Promise<void> {
  const { uuid, partitionUuid: partition } = before;
  const changed = await changeVnic(
    host.session,
    {
      partition,
      vnic: uuid,
      edits: (current) => {
        const now = snapshotVnic({ uuid, partition, vnic: current.values });
        return stepsDue(now, steps).flatMap((step) => editsOf(step, now, host));
      },
    },
    neverAborted,
  );
  host.replaceVnic(before, snapshotVnic({ uuid: changed.uuid, partition, vnic: changed.values }));
}

function editsOf(
  step: DeviceEdit,
  vnic: VnicSnapshot,
  { session, system }: VifHost,
): readonly BackingDeviceEdit[] {
  switch (step.kind) {
    case 'add': {
      const { viosUuid, priority, capacity, maxCapacity } = step.device;
      const device = {
        deviceType: 'SRIOV',
        virtualIoServer: virtualIoServerHref(session, system, viosUuid),
        failOverPriority: priority,
        currentCapacity: capacity,
        maxCapacity,
        ...placeOf(step.device),
      };
      return [{ kind: 'add', device }];
    }
    case 'remove':
      return [{ kind: 'remove', place: placeOf(step.device) }];
    case 'set-priority':
      return [{ kind: 'set-priority', place: placeOf(step.device), priority: step.priority }];
    case 'activate':
      return preferDevice(vnic, step.device).map(({ device, priority }) => {
        return { kind: 'set-priority', place: placeOf(device), priority };
      });
  }
}

function placeOf({ adapterId, portId }: DeviceOnPort) {
  return { sriovAdapterId: adapterId, physicalPortId: portId };
}
