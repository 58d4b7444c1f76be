import { type AdapterModeChange, changeAdapterMode, checkAdapterMode } from './change-adapter-mode.ts';
import { changePhysicalPort, checkPhysicalPort, type PhysicalPortChange } from './change-physical-port.ts';
import { checkMaster } from './check-writable.ts';
import { systemOf } from './locate.ts';
import type { Platform } from './platform.ts';
import type { ManagedSystem } from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

/** What a POST of the system's document may change: only what is named changes, and all of it or nothing. */
export type ChangeSystemRequest = {
  readonly system: string;
  readonly ports?: readonly PhysicalPortChange[];
  readonly adapters?: readonly AdapterModeChange[];
};

export function changeSystem(platform: Platform, request: ChangeSystemRequest): ManagedSystem {
  const system = systemOf(platform, request.system);
  const { ports = [], adapters = [] } = request;
  checkMaster(platform, system);
  const checkedPorts = ports.map((change) => checkPhysicalPort(platform, system, { change, all: ports }));
  const checkedAdapters = adapters.map((change) => checkAdapterMode(system, change));

  for (const checked of checkedPorts) changePhysicalPort(checked);
  for (const checked of checkedAdapters) changeAdapterMode(platform, system, checked);
  if (checkedPorts.length + checkedAdapters.length === 0) return system;
  touch(system);
  platform.announce({
    kind: 'MODIFY',
    path: ['ManagedSystem', system.uuid],
    details: [
      ...(checkedPorts.length > 0 ? ['SRIOVPhysicalPort.ConfigChange'] : []),
      ...(checkedAdapters.length > 0 ? ['SRIOVAdapter.ConfigChange'] : []),
    ],
  });
  settleVnics(platform, system);
  return system;
}
