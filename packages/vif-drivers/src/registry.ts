import type { VifDriver } from './vif-driver.ts';
import { VifError } from './vif-error.ts';

export interface VifRegistry {
  readonly vifTypes: readonly string[];
  /** @throws VifError VIF_TYPE_UNKNOWN naming the types that are served. */
  driverOf(vifType: string): VifDriver;
}

/** The drivers of one agent, by the vif_type they serve; two drivers for one type are a defect of the caller. */
export function createVifRegistry(drivers: readonly VifDriver[]): VifRegistry {
  const byType = new Map(drivers.map((driver) => [driver.vifType, driver]));
  if (byType.size !== drivers.length) throw new TypeError('two VIF drivers serve the same vif_type');
  const vifTypes = Object.freeze([...byType.keys()]);
  return Object.freeze({
    vifTypes,
    driverOf(vifType: string): VifDriver {
      const driver = byType.get(vifType);
      if (driver !== undefined) return driver;
      throw new VifError(
        'VIF_TYPE_UNKNOWN',
        `vif_type ${JSON.stringify(vifType)} has no driver here; served: ${vifTypes.join(', ')}`,
      );
    },
  });
}
