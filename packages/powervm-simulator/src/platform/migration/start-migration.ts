import { parseVnicUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { addPartition, chooseId } from '../create-partition.ts';
import { realizeDevice } from '../create-vnic.ts';
import { nextUuid } from '../make-identity.ts';
import { addPending } from '../pending-changes.ts';
import type { Platform } from '../platform.ts';
import type { ClientNetworkAdapter, LogicalPartition, Vnic } from '../platform-state.ts';
import { settleVnic } from '../settle-vnics.ts';
import { slotDrcName } from '../slot-drc-name.ts';
import { reportMigration } from './end-migration.ts';
import type { Migration } from './migration-state.ts';
import type { PlacedVnic } from './place-vnics.ts';
import {
  type MigrationRequest,
  strikeFailure,
  type ValidMigration,
  validateMigration,
} from './validate-migration.ts';

/**
 * From now on both systems have the partition: the target holds memory, processors and virtual functions for it, and
 * nobody changes either copy.
 */
export function startMigration(platform: Platform, request: MigrationRequest): void {
  const valid = validateMigration(platform, request);
  const { source, target, partition, kind } = valid;
  strikeFailure(partition, 'start');
  const migration: Migration = {
    kind,
    role: 'source',
    source: source.uuid,
    target: target.uuid,
    quarters: 0,
    before: partition.state,
  };
  const arriving = copyToTarget(valid, migration);
  addPartition(platform, target, arriving);
  arriving.clientNetworkAdapters = partition.clientNetworkAdapters.map((adapter) =>
    copyAdapter(platform, valid, { adapter, id: arriving.id, mappings: request.vlanMappings }),
  );
  arriving.vnics = valid.vnics.map((placed) => rebuildVnic(platform, valid, { placed, id: arriving.id }));
  for (const vnic of arriving.vnics) settleVnic(target, arriving, vnic);
  for (const copy of [partition, arriving]) {
    copy.state = kind === 'active' ? 'migrating running' : 'migrating not active';
    copy.migrationState = 'Migration_Starting';
  }
  partition.migration = migration;
  reportMigration(platform, source, partition);
  reportMigration(platform, target, arriving);
  awaitStep(platform, migration, partition);
}

/** A migration moves in quarters. */
export function awaitStep(platform: Platform, { source }: Migration, { uuid }: LogicalPartition): void {
  const due = platform.clock.now() + platform.state.settings.migrationMs / 4;
  addPending(platform, { kind: 'MIGRATION_STEP', due, system: source, partition: uuid });
}

/** The same id where that is free; still without adapters. */
function copyToTarget({ target, partition }: ValidMigration, migration: Migration): LogicalPartition {
  const { migrationFailure: _of, ...own } = structuredClone(partition);
  const isTaken = [...target.vioses, ...target.partitions].some(({ id }) => id === partition.id);
  return {
    ...own,
    revision: 1,
    id: isTaken ? chooseId(target) : partition.id,
    migration: { ...migration, role: 'target' },
    vnics: [],
    clientNetworkAdapters: [],
  };
}

function copyAdapter(
  { state }: Platform,
  { source, target }: ValidMigration,
  given: {
    readonly adapter: ClientNetworkAdapter;
    readonly id: number;
    readonly mappings: MigrationRequest['vlanMappings'];
  },
): ClientNetworkAdapter {
  const { adapter, id, mappings } = given;
  const { name } = source.virtualSwitches.find(({ uuid }) => uuid === adapter.virtualSwitch) ?? {};
  return {
    ...adapter,
    ...mappings.get(adapter.mac),
    uuid: nextUuid(state),
    revision: 1,
    drcName: slotDrcName(target.machine, id, adapter.slot),
    virtualSwitch: target.virtualSwitches.find((other) => other.name === name)?.uuid ?? adapter.virtualSwitch,
  };
}

/** Same slot, MAC address, VLAN and priorities; its UUID is the target's. */
function rebuildVnic(
  platform: Platform,
  { target }: ValidMigration,
  { placed, id }: { readonly placed: PlacedVnic; readonly id: number },
): Vnic {
  const vnic: Vnic = {
    ...structuredClone(placed.vnic),
    uuid: parseVnicUuid(nextUuid(platform.state)),
    revision: 1,
    createdMs: platform.clock.now(),
    drcName: slotDrcName(target.machine, id, placed.vnic.slot),
    backingDevices: [],
  };
  vnic.backingDevices = placed.devices.map((device) => realizeDevice(platform, target, { vnic, device }));
  return vnic;
}
