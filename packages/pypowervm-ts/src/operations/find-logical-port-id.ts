import type { PartitionUuid, VnicUuid } from '../identifiers/index.ts';
import { PowerVmError } from '../power-vm-error.ts';
import { childPath, consolePath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import type { BackingDevicePlace } from '../wrappers/edit-backing-devices.ts';
import { SriovEthernetLogicalPort } from '../wrappers/sriov-ethernet-logical-port.ts';
import { VirtualNicBackingDevice } from '../wrappers/virtual-nic-backing-device.ts';
import { VirtualNicDedicated } from '../wrappers/virtual-nic-dedicated.ts';
import { readEntry } from './read-entry.ts';
import { vnicCollection } from './vnic-collection.ts';

export interface BackingDeviceAddress extends BackingDevicePlace {
  readonly partition: PartitionUuid;
  readonly vnic: VnicUuid;
}

/** The id of the logical port behind a backing device, by which the HMC's command line names the device. */
export async function findLogicalPortId(
  session: Session,
  { partition, vnic, sriovAdapterId, physicalPortId }: BackingDeviceAddress,
  signal: AbortSignal,
): Promise<number> {
  const { content } = await readEntry(session, childPath(vnicCollection(partition), vnic), signal);
  const device = VirtualNicDedicated.read(content).backingDevices.find(
    (each) => each.sriovAdapterId === sriovAdapterId && each.physicalPortId === physicalPortId,
  );
  if (device === undefined) {
    throw new PowerVmError(
      'NOT_FOUND',
      `vNIC ${vnic} has no backing device on port ${physicalPortId} of adapter ${sriovAdapterId}; read it again`,
    );
  }
  const logicalPort = await readEntry(
    session,
    consolePath(VirtualNicBackingDevice.need(device, 'logicalPort')),
    signal,
  );
  return SriovEthernetLogicalPort.need(SriovEthernetLogicalPort.read(logicalPort.content), 'logicalPortId');
}
