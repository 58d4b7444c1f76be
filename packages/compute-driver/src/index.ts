/** The service behind Nova's nouns, over PowerVM hosts. */

export { type Adoption, type AdoptionRequest, adoptVnics } from './attach/adopt-vnics.ts';
export { type AttachInterfaceRequest, attachInterface } from './attach/attach-interface.ts';
export { deleteOrphan } from './attach/delete-orphan.ts';
export { type DetachInterfaceRequest, detachInterface } from './attach/detach-interface.ts';
export { findOrphans } from './attach/find-orphans.ts';
export { type FinishedRecord, finishInterrupted } from './attach/finish-interrupted.ts';
export type { Orphan } from './attach/list-orphans.ts';
export type { PluggedVif } from './attach/plug-order.ts';
export { plugRecorded } from './attach/plug-recorded.ts';
export { type PlugVifsRequest, plugVifs } from './attach/plug-vifs.ts';
export { readBinding } from './attach/read-binding.ts';
export { type UnpluggedVif, unplugAll } from './attach/unplug-all.ts';
export { type UnplugVifsRequest, unplugVifs } from './attach/unplug-vifs.ts';
export type { Patience } from './attach/when-ready.ts';
export {
  type ComputeHost,
  type ComputeHostOptions,
  type ComputeHostSettings,
  createComputeHost,
} from './compute-host.ts';
export { changeRecordedDevices, type RecordedDeviceChange } from './heal/change-recorded-devices.ts';
export { type DrainOrder, type DrainProgress, type DrainReport, drainHost } from './heal/drain-host.ts';
export { endMaintenance } from './heal/end-maintenance.ts';
export { explainHold } from './heal/explain-hold.ts';
export { type HealMemory, type HealPause, healMemory } from './heal/heal-memory.ts';
export type { HealAct, HealHold, HealProposal, HealReport, VnicObstacle } from './heal/heal-report.ts';
export { type HealSettings, usualHealSettings } from './heal/heal-settings.ts';
export { type HealVnicRequest, healVnic } from './heal/heal-vnic.ts';
export { listMaintenance, type Maintenance } from './heal/list-maintenance.ts';
export type { MovedPaths, PathMove } from './heal/move-paths.ts';
export { type DrainRequest, type IdentifiedDrain, planDrain } from './heal/plan-drain.ts';
export { type HealPolicy, type ReconcileOptions, reconcile } from './heal/reconcile.ts';
export {
  type MaintenanceStart,
  type MaintenanceStarted,
  startMaintenance,
} from './heal/start-maintenance.ts';
export { type HealthWatch, watchHealth } from './heal/watch-health.ts';
export { type CordonStore, memoryCordonStore } from './host/cordon-store.ts';
export { diffLabels, type LabelDiff, type LabelDifference } from './host/diff-labels.ts';
export type { Host, HostUpkeep } from './host/host.ts';
export { HostError, type HostErrorCode } from './host/host-error.ts';
export type { ViewState } from './host/host-view.ts';
export { type LabelChange, labelPorts, type PortLabelChange } from './host/label-ports.ts';
export { type OpenHostOptions, openHost } from './host/open-host.ts';
export { type ModeChange, type ModePatience, setAdapterMode } from './host/set-adapter-mode.ts';
export { type PortChange, type PortSettings, setPort } from './host/set-port.ts';
export { type HostWatch, watchHosts } from './host/watch-hosts.ts';
export type { HostExamination } from './managed-hosts/examine-host.ts';
export type { Finished } from './managed-hosts/host-access.ts';
export type { HostReading, ManagedHost, ManagedHosts, PoolRequest } from './managed-hosts/managed-hosts.ts';
export type {
  ColdRequest,
  EvacuationRequest,
  LiveRequest,
  ManagedMigrations,
  MigrationCheck,
  MigrationRoute,
  PeerConsole,
} from './managed-hosts/managed-migrations.ts';
export type {
  ManagedPartitions,
  NewPartitionRequest,
  NewPartitionSpec,
} from './managed-hosts/managed-partitions.ts';
export type { ManagedUpkeep } from './managed-hosts/managed-upkeep.ts';
export type { ManagedVnics, PlugOneRequest } from './managed-hosts/managed-vnics.ts';
export { type OpenManagedHostsOptions, openManagedHosts } from './managed-hosts/open-managed-hosts.ts';
export type { DevicePlanRequest } from './managed-hosts/plan-devices.ts';
export { type HostRecordingOptions, recordHost } from './managed-hosts/record-host.ts';
export { abortMigration } from './migrate/abort-migration.ts';
export { acceptMigration } from './migrate/accept-migration.ts';
export { type ArriveRequest, arriveAtTarget } from './migrate/arrive-at-target.ts';
export {
  checkCanMigrateDestination,
  checkOffer,
  type DestinationCheck,
} from './migrate/check-destination.ts';
export { checkSource } from './migrate/check-source.ts';
export { cleanReturnedSource } from './migrate/clean-returned-source.ts';
export {
  confirmColdMigration,
  type LeaveSourceRequest,
  leaveSource,
  type PrepareColdMigrationRequest,
  prepareColdMigration,
} from './migrate/cold-migration.ts';
export { type EvacuateRequest, evacuate } from './migrate/evacuate.ts';
export { forgetMigrations } from './migrate/forget-migrations.ts';
export { holdPromisedRoom } from './migrate/hold-room.ts';
export { type LiveMigrationRequest, liveMigration } from './migrate/live-migration.ts';
export { type MigrateColdRequest, migrateCold, revertColdMigration } from './migrate/migrate-cold.ts';
export { type MigrateLiveRequest, migrateLive } from './migrate/migrate-live.ts';
export { isFinished, type MigrationPhase, mayFollow, migrationPhases } from './migrate/migration-phases.ts';
export type { ComputeHosts } from './migrate/migration-sides.ts';
export { offerPartition, type PartitionOffer } from './migrate/partition-offer.ts';
export { type Arrival, postAtDestination, postAtSource } from './migrate/post-live-migration.ts';
export { type PreLiveMigrationRequest, preLiveMigration } from './migrate/pre-live-migration.ts';
export type { Fencing } from './migrate/prove-fencing.ts';
export { type RecoverMigrationRequest, recoverMigration } from './migrate/recover-migration.ts';
export { resumeMigration } from './migrate/resume-migration.ts';
export { type RevertAtSourceRequest, revertAtSource, revertAtTarget } from './migrate/revert-migration.ts';
export { rollbackAtDestination } from './migrate/rollback-at-destination.ts';
export type { MigrationWatch } from './migrate/settle-live-migration.ts';
export { type SystemStates, usualSystemStates } from './migrate/system-states.ts';
export { type CreatePartitionRequest, createPartition } from './partition/create-partition.ts';
export { deletePartition } from './partition/delete-partition.ts';
export {
  describePartition,
  type NovaPowerState,
  type PartitionDescription,
} from './partition/describe-partition.ts';
export { finishPartitions } from './partition/finish-partitions.ts';
export { isPartitionName, partitionNameOf } from './partition/partition-name.ts';
export type { PowerPatience } from './partition/partition-state.ts';
export { type PowerOffRequest, powerOff } from './partition/power-off.ts';
export { powerOn } from './partition/power-on.ts';
export { type DeviceSpec, deviceSpecOf } from './pool/device-spec.ts';
export { getPortMappings } from './pool/get-port-mappings.ts';
export type { NovaResource } from './pool/nova-resource.ts';
export type { PciDevice } from './pool/pci-device.ts';
export {
  createResourceReporter,
  type PoolState,
  type ReportOptions,
  type ResourceReport,
  type ResourceReporter,
} from './pool/resource-reporter.ts';
export { memoryRecordStore } from './records/memory-record-store.ts';
export type { MigrationKey, MigrationRecord } from './records/migration-record.ts';
export type {
  ManagementAdapter,
  PartitionKey,
  PartitionRecord,
  PartitionSpec,
  ProcessorSpec,
  Range,
} from './records/partition-record.ts';
export type { HostLock, HostLocks, LockRequest, RecordStore, RecordTable } from './records/record-store.ts';
export type { VnicKey, VnicRecord } from './records/vnic-record.ts';
