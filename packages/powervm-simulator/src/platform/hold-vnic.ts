import { partitionOf, systemOf, vnicOf } from './locate.ts';
import type { Platform } from './platform.ts';

/** Whether the operating system of the partition uses the vNIC, so that removing it fails while it runs [H]. */
export function holdVnic(
  platform: Platform,
  target: {
    readonly system: string;
    readonly partition: string;
    readonly vnic: string;
    readonly held: boolean;
  },
): void {
  const partition = partitionOf(systemOf(platform, target.system), target.partition);
  vnicOf(partition, target.vnic).heldByOs = target.held;
}
