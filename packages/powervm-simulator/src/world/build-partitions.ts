import { parseInstanceUuid, parseSlotNumber, partitionUuidOf } from '@powervm-sriov/pypowervm-ts/identifiers';
import { macFrom, uuidFrom } from '../platform/make-identity.ts';
import { managementSwitch, managementVlan } from '../platform/management-network.ts';
import type { ClientNetworkAdapter, LogicalPartition, RmcState } from '../platform/platform-state.ts';
import { slotDrcName } from '../platform/slot-drc-name.ts';
import { type PartitionSite, smallPartition } from './small-partition.ts';
import type { WorldSystem } from './world-schema.ts';

type WorldPartition = WorldSystem['partitions'][number];

/** A template with a count stands for that many partitions, named in turn. */
export function buildPartitions(
  given: readonly WorldPartition[],
  site: PartitionSite & { readonly firstId: number },
): LogicalPartition[] {
  const named = given.flatMap((template) =>
    template.count === undefined
      ? [template]
      : Array.from({ length: template.count }, (_, index) => ({
          ...template,
          name: `${template.name}${index + 1}`,
        })),
  );
  return named.map((partition, index) => buildPartition(partition, { ...site, id: site.firstId + index }));
}

function buildPartition(
  given: WorldPartition,
  site: PartitionSite & { readonly id: number },
): LogicalPartition {
  return {
    ...figuresOf(given),
    uuid: partitionUuidOf(parseInstanceUuid(uuidFrom(site.seed, `partition ${given.name}`))),
    id: site.id,
    name: given.name,
    type: given.type,
    state: given.state,
    rmc: rmcAtFirst(given),
    ioDlparCapable: given.dlparCapable,
    maximumVirtualSlots: given.slots,
    profileSync: given.profileSync,
    autoStart: false,
    operatingSystem: given.type === 'OS400' ? 'IBM i 7.5' : 'Linux/Red Hat 9.2',
    migrationState: 'Not_Migrating',
    osResponsive: true,
    hasOpenVterm: false,
    remoteRestartCapable: false,
    simplifiedRemoteRestartCapable: true,
    vnics: [],
    clientNetworkAdapters: given.managementNetwork ? [managementAdapter(given, site)] : [],
  };
}

function figuresOf(given: WorldPartition) {
  const small = smallPartition();
  return {
    ...small,
    memory: { ...small.memory, desired: given.memory, maximum: Math.max(small.memory.maximum, given.memory) },
    compatibilityMode: given.compatibilityMode,
  };
}

function rmcAtFirst(given: WorldPartition): RmcState {
  if (given.state !== 'running') return 'inactive';
  return given.rmc ?? (given.managementNetwork ? 'active' : 'inactive');
}

/** In slot 2, as the first adapter of a partition that nova-powervm builds. */
function managementAdapter(
  given: WorldPartition,
  site: PartitionSite & { readonly id: number },
): ClientNetworkAdapter {
  const slot = parseSlotNumber(2);
  return {
    uuid: uuidFrom(site.seed, `client network adapter ${given.name}`),
    revision: 1,
    slot,
    drcName: slotDrcName(site.machine, site.id, slot),
    mac: macFrom(site.seed, `client network adapter ${given.name}`),
    portVlanId: managementVlan,
    taggedVlanIds: '',
    taggedVlanSupported: false,
    virtualSwitch: site.virtualSwitches.find(({ name }) => name === managementSwitch)?.uuid ?? '',
  };
}
