import { checkMaster } from './check-writable.ts';
import { releaseLogicalPort } from './configure-logical-port.ts';
import { checkOwner } from './create-logical-port.ts';
import { logicalPortOf, ownerOf, systemOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';

/** Takes a direct virtual function from its owner; those of a vNIC go only with the vNIC. */
export function deleteLogicalPort(
  platform: Platform,
  target: { readonly system: string; readonly logicalPort: string },
): void {
  const system = systemOf(platform, target.system);
  const logicalPort = logicalPortOf(system, target.logicalPort);
  const owner = ownerOf(system, logicalPort.owner);
  checkMaster(platform, system);
  if (logicalPort.usage === 'DEDICATED_VNIC') {
    throw new PlatformRefusal(
      400,
      'SIM-LOGICAL-PORT-OF-VNIC',
      `Logical port ${logicalPort.logicalPortId} is the backing device of a vNIC; remove the vNIC.`,
    );
  }
  checkOwner(owner);
  releaseLogicalPort(platform, system, { logicalPort, owner });
}
