import { uomNamespace } from '../xml/namespaces.ts';
import { flag, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { MachineTypeModelAndSerialNumber } from './machine-type-model-and-serial-number.ts';
import { nested, section } from './nested.ts';
import { references } from './reference.ts';
import { SystemCapabilities } from './system-capabilities.ts';
import {
  SystemIoConfiguration,
  SystemMemoryConfiguration,
  SystemMigrationInformation,
  SystemProcessorConfiguration,
} from './system-configuration.ts';

/** A Power server. Its UUID is the id of the Atom entry. */
export const ManagedSystem = defineElement({
  name: 'ManagedSystem',
  namespace: uomNamespace,
  knownBy: 'systemName',
  properties: {
    /** Of the firmware that runs, such as `FW930.50 (145)`. */
    firmwareLevel: leaf('ActivatedServicePackNameAndLevel', text),
    logicalPartitions: references('AssociatedLogicalPartitions'),
    capabilities: section('AssociatedSystemCapabilities', SystemCapabilities),
    ioConfiguration: section('AssociatedSystemIOConfiguration', SystemIoConfiguration),
    memory: section('AssociatedSystemMemoryConfiguration', SystemMemoryConfiguration),
    processors: section('AssociatedSystemProcessorConfiguration', SystemProcessorConfiguration),
    virtualIoServers: references('AssociatedVirtualIOServers'),
    machineTypeModelAndSerialNumber: nested(
      'MachineTypeModelAndSerialNumber',
      MachineTypeModelAndSerialNumber,
    ),
    primaryIpAddress: leaf('PrimaryIPAddress', text),
    state: leaf('State', text),
    systemName: leaf('SystemName', text),
    migration: section('SystemMigrationInformation', SystemMigrationInformation),
    /** Whether this very server may write; the other side of the co-management is refused (sriov-rules [R]). */
    isPowerVmManagementMaster: leaf('IsPowerVMManagementMaster', flag),
    isPowerVmManagementController: leaf('IsPowerVMManagementController', flag),
    isManagementPartitionPowerVmManagementMaster: leaf('IsManagementPartitionPowerVMManagementMaster', flag),
    isHmcPowerVmManagementMaster: leaf('IsHMCPowerVMManagementMaster', flag),
  },
});

export type ManagedSystem = ReadOf<typeof ManagedSystem>;
