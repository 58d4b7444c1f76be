import { uomNamespace } from '../xml/namespaces.ts';
import { flag } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leafOr } from './leaf.ts';

/** What the system can do. A capability that the schema of the server does not know is one it does not have. */
export const SystemCapabilities = defineElement({
  name: 'AssociatedSystemCapabilities',
  namespace: uomNamespace,
  properties: {
    activeLogicalPartitionMobilityCapable: leafOr('ActiveLogicalPartitionMobilityCapable', flag, false),
    inactiveLogicalPartitionMobilityCapable: leafOr('InactiveLogicalPartitionMobilityCapable', flag, false),
    powerVmSimplifiedRemoteRestartCapable: leafOr(
      'PowerVMLogicalPartitionSimplifiedRemoteRestartCapable',
      flag,
      false,
    ),
    sriovCapable: leafOr('SRIOVCapable', flag, false),
    virtualNicDedicatedSriovCapable: leafOr('VirtualNICDedicatedSRIOVCapable', flag, false),
    virtualNicFailOverCapable: leafOr('VirtualNICFailOverCapable', flag, false),
    dynamicSimplifiedRemoteRestartToggleCapable: leafOr(
      'DynamicSimplifiedRemoteRestartToggleCapable',
      flag,
      false,
    ),
  },
});

export type SystemCapabilities = ReadOf<typeof SystemCapabilities>;
