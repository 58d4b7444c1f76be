import { parseViosUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { uuidFrom } from '../platform/make-identity.ts';
import type { VirtualIoServer } from '../platform/platform-state.ts';
import { type PartitionSite, smallPartition } from './small-partition.ts';
import type { WorldSystem } from './world-schema.ts';

/** VIOSes have the first partition ids. */
export function buildVioses(given: WorldSystem['vioses'], site: PartitionSite): VirtualIoServer[] {
  return given.map((vios, index) => ({
    ...smallPartition(),
    uuid: parseViosUuid(uuidFrom(site.seed, `vios ${vios.name}`).toUpperCase()),
    id: index + 1,
    name: vios.name,
    state: vios.state,
    rmc: vios.state === 'running' ? vios.rmc : 'inactive',
    ioDlparCapable: true,
    maximumVirtualSlots: 1_000,
    profileSync: 'On',
    autoStart: true,
    operatingSystem: `VIOS ${vios.level}`,
    isManagementPartition: vios.management,
    isVnicCapable: vios.vnicCapable,
    vnicFailoverCapable: vios.failoverCapable,
    isMoverServicePartition: vios.mover,
  }));
}
