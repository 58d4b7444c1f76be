import { openPlatform } from '../platform/open-platform.ts';
import type { Platform, PlatformChange } from '../platform/platform.ts';
import type { SimClock } from '../platform/sim-clock.ts';
import { buildState, type Personality } from './build-state.ts';
import type { World } from './world-schema.ts';

/** A world come to life. */
export function openWorld(
  world: World,
  options: {
    readonly clock: SimClock;
    readonly personality?: Personality;
    readonly onEvent?: (change: PlatformChange) => void;
    readonly onChange?: (change: PlatformChange) => void;
  },
): Platform {
  return openPlatform({ ...options, state: buildState(world, options) });
}
