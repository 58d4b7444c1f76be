import { expect } from 'vitest';
import { loadWorld } from '../world/load-world.ts';
import { openWorld } from '../world/open-world.ts';
import { type ChangeSystemRequest, changeSystem } from './change-system.ts';
import { type ChangeVnicRequest, changeVnic } from './change-vnic.ts';
import { type CreateLogicalPortRequest, createLogicalPort } from './create-logical-port.ts';
import { type CreateVnicRequest, createVnic } from './create-vnic.ts';
import type { Platform, PlatformChange } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPort, ManagedSystem, Vnic } from './platform-state.ts';
import { VirtualClock } from './sim-clock.ts';

const smallWorld = await loadWorld('small');

/** The world `small` with verbs that need no more than what a test is about. */
export type SmallHost = {
  readonly platform: Platform;
  readonly clock: VirtualClock;
  readonly system: ManagedSystem;
  readonly events: PlatformChange[];
  /** UUID of vios1, vios2. */
  vios(index: number): string;
  /** UUID of lpar1 (running), lpar2 (not activated). */
  lpar(index: number): string;
  /** Priority 50 through vios1 on the first card, 60 through vios2 on the second. */
  vnic(overrides?: Partial<CreateVnicRequest>): Vnic;
  change(vnic: Vnic, change: Partial<ChangeVnicRequest>): Vnic;
  direct(overrides?: Partial<CreateLogicalPortRequest>): LogicalPort;
  configure(change: Omit<ChangeSystemRequest, 'system'>): void;
};

/** What is tried, the code of the refusal, and words that its message must have. */
export type Rule = readonly [what: string, code: string, words: RegExp, attempt: (host: SmallHost) => void];

export const portLocation = 'U78D3.001.WZS0001-P1-C8-T1';

export function openSmallHost(): SmallHost {
  const clock = new VirtualClock();
  const events: PlatformChange[] = [];
  const platform = openWorld(smallWorld, { clock, onEvent: (change) => events.push(change) });
  const system = platform.state.systems[0] as ManagedSystem;
  const vios = (index: number) => system.vioses[index]?.uuid ?? '';
  const lpar = (index: number) => system.partitions[index]?.uuid ?? '';
  const at = { system: system.uuid, partition: lpar(0) };
  const backingDevices = [
    { vios: vios(0), adapter: 1, port: 0, capacity: '2.0%' },
    { vios: vios(1), adapter: 2, port: 0, capacity: '2.0%', priority: 60 },
  ];
  return {
    platform,
    clock,
    system,
    events,
    vios,
    lpar,
    vnic: (overrides) =>
      createVnic(platform, { ...at, slot: 'high', portVlanId: 100, backingDevices, ...overrides }),
    change: (vnic, change) => changeVnic(platform, { ...at, vnic: vnic.uuid, via: 'rest', ...change }),
    direct: (overrides) =>
      createLogicalPort(platform, { system: system.uuid, owner: lpar(0), adapter: 1, port: 1, ...overrides }),
    configure: (change) => {
      changeSystem(platform, { system: system.uuid, ...change });
    },
  };
}

export function oneDevice(
  host: SmallHost,
  device: Partial<CreateVnicRequest['backingDevices'][number]>,
): Pick<CreateVnicRequest, 'backingDevices'> {
  return { backingDevices: [{ vios: host.vios(0), adapter: 1, port: 0, ...device }] };
}

/** DRC index of the first card. */
export function cardIndex(host: SmallHost): number {
  return host.system.adapters[0]?.drcIndex ?? 0;
}

export function expectRefusal(attempt: () => void, expected: { code: string; words: RegExp }): void {
  const refusal = refusalOf(attempt);
  expect(refusal.code).toBe(expected.code);
  expect(refusal.message).toMatch(expected.words);
  expect(refusal.message).not.toContain('\n');
}

export function refusalOf(attempt: () => void): PlatformRefusal {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(PlatformRefusal);
    return error as PlatformRefusal;
  }
  throw new Error('nothing was refused');
}
