import { ownerOf, systemOf } from './locate.ts';
import { forgetRmc } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import type { RmcState } from './platform-state.ts';
import { touch } from './touch.ts';

/** Sets the RMC state of a partition or VIOS as if its daemon had come or gone. */
export function setRmc(
  platform: Platform,
  target: { readonly system: string; readonly partition: string; readonly rmc: RmcState },
): void {
  const system = systemOf(platform, target.system);
  const partition = ownerOf(system, target.partition);
  forgetRmc(platform, system, partition);
  if (partition.rmc === target.rmc) return;
  partition.rmc = target.rmc;
  touch(partition);
  platform.announce({
    kind: 'MODIFY',
    path: ['isVnicCapable' in partition ? 'VirtualIOServer' : 'LogicalPartition', partition.uuid],
    details: ['RMCState', 'Other'],
  });
}
