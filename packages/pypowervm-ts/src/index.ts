/** Client of the IBM PowerVM REST API: open a session, read and change objects, run jobs, listen to events. */

export { type AtomEntry, type AtomFeed, parseEntry, parseFeed } from './atom/parse-atom.ts';
export type { ChangeKind, ConsoleEvent, ResyncReason } from './events/console-event.ts';
export { type EventBatch, type EventWatch, watchEvents } from './events/watch-events.ts';
export { changeVnic, type VnicEdit } from './operations/change-vnic.ts';
export {
  type ClientNetworkAdapterResource,
  createClientNetworkAdapter,
  deleteClientNetworkAdapter,
  type NewClientNetworkAdapter,
  readClientNetworkAdapters,
} from './operations/client-network-adapters.ts';
export { closeVterm } from './operations/close-vterm.ts';
export { createPartition, type NewPartition } from './operations/create-partition.ts';
export { createVnic, type NewVnic } from './operations/create-vnic.ts';
export { deletePartition } from './operations/delete-partition.ts';
export { deleteVnic } from './operations/delete-vnic.ts';
export { addAuthorizedKey, readAuthorizedKeys, readPublicKey } from './operations/exchange-keys.ts';
export { type BackingDeviceAddress, findLogicalPortId } from './operations/find-logical-port-id.ts';
export { followJob, type JobEnd, type JobFollowing, removeJob } from './operations/follow-job.ts';
export {
  abortMigration,
  followMigration,
  type MigrationTarget,
  recoverMigration,
  startMigration,
  validateMigration,
} from './operations/migrate-partition.ts';
export {
  type PowerOffOptions,
  type PowerOnOptions,
  type PowerOutcome,
  powerOffPartition,
  powerOnPartition,
} from './operations/power-partition.ts';
export { type CustomEvent, pushEvent } from './operations/push-event.ts';
export { type ConditionalRead, readEntry, readFeed, readIfChanged } from './operations/read-entry.ts';
export {
  type LogicalPartitionResource,
  logicalPartitionSource,
  logicalPartitionsSource,
  type PartitionPlace,
  readLogicalPartition,
  readLogicalPartitions,
} from './operations/read-logical-partitions.ts';
export {
  type ManagedSystemResource,
  managedSystemSource,
  readManagedSystem,
  readManagedSystems,
} from './operations/read-managed-systems.ts';
export { readManagementConsole } from './operations/read-management-console.ts';
export {
  readVirtualIoServers,
  type VirtualIoServerResource,
  virtualIoServerHref,
  virtualIoServersSource,
} from './operations/read-virtual-io-servers.ts';
export {
  readVirtualSwitches,
  type VirtualSwitchResource,
  virtualSwitchHref,
} from './operations/read-virtual-switches.ts';
export { readVnics, vnicsSource } from './operations/read-vnics.ts';
export { renamePartition } from './operations/rename-partition.ts';
export type { Resource } from './operations/resource.ts';
export { type JobResult, runJob } from './operations/run-job.ts';
export { runVnicCommand } from './operations/run-vnic-command.ts';
export { type Search, searchFeed } from './operations/search-feed.ts';
export { type Reading, readSourceIfChanged, type Source } from './operations/source.ts';
export { type Job, startJob } from './operations/start-job.ts';
export { type UpdateRetries, updateWithRetry } from './operations/update-with-retry.ts';
export type { VnicResource } from './operations/vnic-collection.ts';
export type { CommandDevice, VnicAction, VnicCommand } from './operations/vnic-command.ts';
export { createEntry, deleteEntry, type EntryUpdate, updateEntry } from './operations/write-entry.ts';
export { PowerVmError, type PowerVmErrorCode, type PowerVmErrorDetails } from './power-vm-error.ts';
export { addressBySystem } from './session/address-by-system.ts';
export { type ConsolePath, childPath, consolePath, uomPath } from './session/console-path.ts';
export type {
  BackingDeviceChange,
  ConsoleKind,
  ConsoleTraits,
  PartitionPaths,
} from './session/console-traits.ts';
export { openSession } from './session/open-session.ts';
export type { Session } from './session/session.ts';
export type {
  ConsoleAddress,
  Credentials,
  FileCredentials,
  PasswordCredentials,
  SessionLimits,
  SessionOptions,
  SessionWarning,
} from './session/session-options.ts';
export { type Clock, systemClock } from './transport/clock.ts';
export type { TlsOptions } from './transport/tls-options.ts';
export type { TraceRecord } from './transport/trace.ts';
export type { RestRequest, RestResponse, Transport } from './transport/transport.ts';
export { changeAdapter } from './wrappers/change-adapter.ts';
export { changePhysicalPort } from './wrappers/change-physical-port.ts';
export { ClientNetworkAdapter } from './wrappers/client-network-adapter.ts';
export {
  type BackingDeviceEdit,
  type BackingDevicePlace,
  editBackingDevices,
} from './wrappers/edit-backing-devices.ts';
export { Event } from './wrappers/event.ts';
export { HttpErrorResponse } from './wrappers/http-error-response.ts';
export type { IoSlot } from './wrappers/io-slot.ts';
export { JobRequest, JobResponse } from './wrappers/job.ts';
export { LogicalPartition } from './wrappers/logical-partition.ts';
export { LogonResponse } from './wrappers/logon-response.ts';
export { ManagedSystem } from './wrappers/managed-system.ts';
export { ManagementConsole } from './wrappers/management-console.ts';
export { PhysicalPort, type PhysicalPortClass } from './wrappers/physical-port.ts';
export { SriovAdapter } from './wrappers/sriov-adapter.ts';
export { SriovEthernetLogicalPort } from './wrappers/sriov-ethernet-logical-port.ts';
export { SystemCapabilities } from './wrappers/system-capabilities.ts';
export { VirtualIoServer } from './wrappers/virtual-io-server.ts';
export { VirtualNicBackingDevice } from './wrappers/virtual-nic-backing-device.ts';
export { VirtualNicDedicated, VirtualNicDetails } from './wrappers/virtual-nic-dedicated.ts';
export { VirtualSwitch } from './wrappers/virtual-switch.ts';
export { canonicalXml } from './xml/canonical-xml.ts';
export { parseXml, type XmlLimits } from './xml/parse-xml.ts';
export { serializeXml } from './xml/serialize-xml.ts';
export type { XmlAttribute, XmlElement, XmlNode } from './xml/xml-element.ts';
