import { loadWorld } from '../../world/load-world.ts';
import { openWorld } from '../../world/open-world.ts';
import { createVnic } from '../create-vnic.ts';
import type { Platform, PlatformChange } from '../platform.ts';
import type { LogicalPartition, ManagedSystem, Vnic } from '../platform-state.ts';
import { VirtualClock } from '../sim-clock.ts';
import { startMigration } from './start-migration.ts';
import { type MigrationRequest, validateMigration } from './validate-migration.ts';

const world = await loadWorld('pair');

/** The world `pair`: partitions `guest1` to `guest4` run on the left. */
export type Pair = {
  readonly platform: Platform;
  readonly clock: VirtualClock;
  readonly left: ManagedSystem;
  readonly right: ManagedSystem;
  readonly guest: LogicalPartition;
  readonly events: PlatformChange[];
  /** Two devices on `prod_net`, one on each card and VIOS of the left. */
  plug(partition?: LogicalPartition): Vnic;
  validate(request?: Partial<MigrationRequest>): void;
  start(request?: Partial<MigrationRequest>): void;
};

export function openPair(): Pair {
  const clock = new VirtualClock();
  const events: PlatformChange[] = [];
  const platform = openWorld(world, { clock, onEvent: (change) => events.push(change) });
  const [left, right] = platform.state.systems as [ManagedSystem, ManagedSystem];
  const [guest] = left.partitions as [LogicalPartition];
  const request = (wish: Partial<MigrationRequest> = {}): MigrationRequest => ({
    system: left.uuid,
    partition: guest.uuid,
    targetName: right.name,
    vlanMappings: new Map(),
    allowsFewerDevices: false,
    ...wish,
  });
  return {
    platform,
    clock,
    left,
    right,
    guest,
    events,
    plug: (partition = guest) =>
      createVnic(platform, {
        system: left.uuid,
        partition: partition.uuid,
        slot: 'high',
        portVlanId: 100,
        backingDevices: left.vioses.map(({ uuid }, index) => ({
          vios: uuid,
          adapter: index + 1,
          port: 0,
          capacity: '3.0%',
          priority: 40 + 10 * index,
        })),
      }),
    validate: (wish) => void validateMigration(platform, request(wish)),
    start: (wish) => startMigration(platform, request(wish)),
  };
}
