import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '@powervm-sriov/sriov-core';

/** Where the maintenance marks of systems are kept, so that they outlive a process. */
export interface CordonStore {
  read(system: SystemUuid, signal: AbortSignal): Promise<readonly Cordon[]>;
  write(system: SystemUuid, cordons: readonly Cordon[], signal: AbortSignal): Promise<void>;
}

export function memoryCordonStore(): CordonStore {
  const kept = new Map<string, readonly Cordon[]>();
  return {
    read: (system) => Promise.resolve(kept.get(system.toUpperCase()) ?? []),
    write(system, cordons) {
      kept.set(system.toUpperCase(), cordons);
      return Promise.resolve();
    },
  };
}
