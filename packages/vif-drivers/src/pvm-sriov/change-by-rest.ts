import { type BackingDeviceEdit, changeVnic, virtualIoServerHref } from '@powervm-sriov/pypowervm-ts';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import { snapshotVnic } from '../snapshot-vnic.ts';
import type { VifHost } from '../vif-host.ts';
import { type DeviceChange, type DevicePlace, isDone } from './device-change.ts';
import { neverAborted } from './never-aborted.ts';

/** All changes as one POST of the vNIC with If-Match. */
export async function changeByRest(
  host: VifHost,
  { uuid, partitionUuid: partition }: VnicSnapshot,
  changes: readonly DeviceChange[],
): Promise<void> {
  const changed = await changeVnic(
    host.session,
    {
      partition,
      vnic: uuid,
      edits: (current) => {
        const now = snapshotVnic({ uuid, partition, vnic: current.values });
        return changes.filter((change) => !isDone(now, change)).map((change) => editOf(change, host));
      },
    },
    neverAborted,
  );
  host.applyVnic(snapshotVnic({ uuid: changed.uuid, partition, vnic: changed.values }));
}

function editOf(change: DeviceChange, { session, system }: VifHost): BackingDeviceEdit {
  switch (change.kind) {
    case 'add': {
      const { device } = change;
      return {
        kind: 'add',
        device: {
          deviceType: 'SRIOV',
          virtualIoServer: virtualIoServerHref(session, system, device.viosUuid),
          failOverPriority: device.priority,
          currentCapacity: device.capacity,
          maxCapacity: device.maxCapacity,
          ...placeOf(device),
        },
      };
    }
    case 'remove':
      return { kind: 'remove', place: placeOf(change.place) };
    case 'set-priority':
      return { kind: 'set-priority', place: placeOf(change.place), priority: change.priority };
  }
}

function placeOf({ adapterId, portId }: DevicePlace) {
  return { sriovAdapterId: adapterId, physicalPortId: portId };
}
