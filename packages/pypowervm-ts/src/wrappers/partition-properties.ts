import { uomNamespace } from '../xml/namespaces.ts';
import { flag, integer, oneOf, text } from './codec.ts';
import { defineElement } from './define-element.ts';
import { leaf, leafOr } from './leaf.ts';
import { section } from './nested.ts';
import {
  PartitionIoConfiguration,
  PartitionMemoryConfiguration,
  PartitionProcessorConfiguration,
} from './partition-resources.ts';
import { reference } from './reference.ts';

const PartitionCapabilities = defineElement({
  name: 'PartitionCapabilities',
  namespace: uomNamespace,
  properties: {
    /** Whether I/O can be added while the partition runs. */
    dynamicLogicalPartitionIoCapable: leafOr('DynamicLogicalPartitionIOCapable', flag, false),
    /** A live migration needs this one and the next (pypowervm logical_partition.py, can_lpm). */
    dynamicLogicalPartitionMemoryCapable: leafOr('DynamicLogicalPartitionMemoryCapable', flag, false),
    dynamicLogicalPartitionProcessorCapable: leafOr('DynamicLogicalPartitionProcessorCapable', flag, false),
  },
});

/** What client partitions and Virtual I/O Servers have in common, in schema order (pypowervm base_partition.py). */
export const partitionProperties = {
  currentProcessorCompatibilityMode: leaf('CurrentProcessorCompatibilityMode', text),
  /** On an HMC: whether a live change survives the next activation (sriov-rules [R][H]). */
  currentProfileSync: leaf('CurrentProfileSync', oneOf('On', 'Disabled', 'Suspended')),
  operatingSystemVersion: leaf('OperatingSystemVersion', text),
  capabilities: section('PartitionCapabilities', PartitionCapabilities),
  partitionId: leaf('PartitionID', integer),
  ioConfiguration: section('PartitionIOConfiguration', PartitionIoConfiguration),
  memory: section('PartitionMemoryConfiguration', PartitionMemoryConfiguration),
  partitionName: leaf('PartitionName', text),
  processors: section('PartitionProcessorConfiguration', PartitionProcessorConfiguration),
  partitionState: leaf(
    'PartitionState',
    oneOf(
      'not activated',
      'not available',
      'starting',
      'running',
      'open firmware',
      'shutting down',
      'migrating running',
      'migrating not active',
      'suspended',
      'error',
    ),
  ),
  partitionType: leaf('PartitionType', oneOf('AIX/Linux', 'OS400', 'Virtual IO Server')),
  partitionUuid: leaf('PartitionUUID', text),
  /** Megabytes that a migration has still to carry, and all that it carries. */
  progressPartitionDataRemaining: leaf('ProgressPartitionDataRemaining', integer),
  progressPartitionDataTotal: leaf('ProgressPartitionDataTotal', integer),
  resourceMonitoringControlState: leaf(
    'ResourceMonitoringControlState',
    oneOf('active', 'inactive', 'busy', 'none', 'unknown'),
  ),
  associatedManagedSystem: reference('AssociatedManagedSystem'),
  /** The NovaLink partition itself; absent everywhere else. */
  isManagementPartition: leafOr('IsManagementPartition', flag, false),
  /** Whether it is powered on together with its system. */
  autoStart: leaf('AutoStart', flag),
} as const;
