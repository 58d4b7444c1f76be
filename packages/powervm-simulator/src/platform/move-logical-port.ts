import { logicalPortPath } from './configure-logical-port.ts';
import { ownerOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, LogicalPort, ManagedSystem, VirtualIoServer } from './platform-state.ts';
import { touch } from './touch.ts';

/** Assigning a configured logical port takes it from its owner without a word, as seen on real hosts [H]. */
export function moveLogicalPort(
  platform: Platform,
  system: ManagedSystem,
  { logicalPort, to }: { readonly logicalPort: LogicalPort; readonly to: LogicalPartition | VirtualIoServer },
): LogicalPort {
  const from = ownerOf(system, logicalPort.owner);
  if (logicalPort.usage === 'DEDICATED_VNIC') {
    throw new PlatformRefusal(
      400,
      'SIM-LOGICAL-PORT-OF-VNIC',
      `Logical port ${logicalPort.logicalPortId} is the backing device of a vNIC.`,
    );
  }
  if (from === to || platform.state.settings.logicalPortMove === 'refused') {
    throw new PlatformRefusal(
      400,
      'HSCL1288',
      `Logical port ${logicalPort.logicalPortId} is already owned by ${from.name}.`,
    );
  }
  platform.announce({ kind: 'DELETE', path: logicalPortPath(from, logicalPort), details: [] });
  logicalPort.owner = to.uuid;
  touch(logicalPort, from, to);
  platform.announce({ kind: 'ADD', path: logicalPortPath(to, logicalPort), details: [] });
  return logicalPort;
}
