import type { PlatformState } from './platform-state.ts';
import { touch } from './touch.ts';

/** A console that was restarted gives every object another etag. */
export function renewEtags({ console, systems }: PlatformState): void {
  touch(console);
  for (const system of systems) {
    const { lastSeen, vioses, partitions, logicalPorts, virtualSwitches } = system;
    touch(system, ...vioses, ...logicalPorts, ...virtualSwitches);
    for (const partition of partitions) {
      touch(partition, ...partition.vnics, ...partition.clientNetworkAdapters);
    }
    if (lastSeen !== undefined) touch(lastSeen);
  }
}
