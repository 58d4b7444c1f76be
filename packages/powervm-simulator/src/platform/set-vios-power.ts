import { systemOf, viosOf } from './locate.ts';
import { expectRmc, forgetRmc } from './pending-changes.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ManagedSystem, VirtualIoServer } from './platform-state.ts';
import { settleVnics } from './settle-vnics.ts';
import { touch } from './touch.ts';

type Target = { readonly system: string; readonly vios: string };

/** The heartbeat of every backing device that it serves stops. */
export function stopVios(platform: Platform, target: Target): void {
  const system = systemOf(platform, target.system);
  const vios = viosOf(system, target.vios);
  if (vios.state === 'not activated') return;
  vios.state = 'not activated';
  vios.rmc = 'inactive';
  forgetRmc(platform, system, vios);
  report(platform, system, vios);
}

/** Traffic flows at once; RMC, and with it any change, takes its time. */
export function startVios(platform: Platform, target: Target): void {
  const system = systemOf(platform, target.system);
  const vios = viosOf(system, target.vios);
  if (vios.state === 'running') return;
  if (system.state === 'power off') {
    throw new PlatformRefusal(400, 'SIM-SYSTEM-OFF', `${system.name} is off; nothing on it is activated.`);
  }
  vios.state = 'running';
  expectRmc(platform, system, vios);
  report(platform, system, vios);
}

function report(platform: Platform, system: ManagedSystem, vios: VirtualIoServer): void {
  touch(vios, system);
  platform.announce({
    kind: 'MODIFY',
    path: ['VirtualIOServer', vios.uuid],
    details: ['PartitionState', 'Other'],
  });
  settleVnics(platform, system);
}
