/** VIF drivers: from what Neutron or Nova asks for, over a plan, to REST calls, and back. */

export { type AnnouncementFailed, announceChanges } from './announce-changes.ts';
export { type BindingDefaults, parsePortBinding } from './parse-port-binding.ts';
export type { PortBinding } from './port-binding.ts';
export { changeDevices, type DeviceChangeRequest } from './pvm-sriov/change-devices.ts';
export type { DeviceEdit, NewDevice } from './pvm-sriov/device-edit.ts';
export { pvmSriovDriver } from './pvm-sriov/pvm-sriov-driver.ts';
export { requireMaster } from './pvm-sriov/require-writable.ts';
export { stepsDue } from './pvm-sriov/steps-due.ts';
export { createVifRegistry, type VifRegistry } from './registry.ts';
export { snapshotPartition, snapshotVios } from './snapshot-partition.ts';
export { type SystemPart, snapshotSystem } from './snapshot-system.ts';
export { snapshotVnic } from './snapshot-vnic.ts';
export type {
  PlugRequest,
  PlugResult,
  PlugWarning,
  UnplugRequest,
  UnplugResult,
  VifDriver,
} from './vif-driver.ts';
export { VifError, type VifErrorCode } from './vif-error.ts';
export type { ViewDemand, VifHost, VnicTarget } from './vif-host.ts';
