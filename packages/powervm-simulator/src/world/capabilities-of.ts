import type { WorldSystem } from './world-schema.ts';

/** `AssociatedSystemCapabilities` in document order; the vNIC pair as the world says (managedsystem.txt [R]). */
export function capabilitiesOf(
  system: Pick<WorldSystem, 'vnicCapable' | 'failoverCapable'>,
): Record<string, string> {
  return {
    ActiveLogicalPartitionMobilityCapable: 'true',
    ActiveMemoryExpansionCapable: 'true',
    BarrierSynchronizationRegisterCapable: 'false',
    CapacityOnDemandMemoryCapable: 'true',
    CapacityOnDemandProcessorCapable: 'true',
    HostChannelAdapterCapable: 'false',
    HugePageMemoryCapable: 'true',
    IBMiCapable: 'true',
    IBMiLogicalPartitionMobilityCapable: 'true',
    IBMiRestrictedIOModeCapable: 'true',
    InactiveLogicalPartitionMobilityCapable: 'true',
    LogicalPartitionProcessorCompatibilityModeCapable: 'true',
    PowerVMLogicalPartitionSimplifiedRemoteRestartCapable: 'true',
    RedundantErrorPathReportingCapable: 'true',
    SharedProcessorPoolCapable: 'true',
    SRIOVCapable: 'true',
    Telnet5250ApplicationCapable: 'true',
    VirtualFiberChannelCapable: 'true',
    VirtualSwitchCapable: 'true',
    VirtualNICDedicatedSRIOVCapable: String(system.vnicCapable),
    VirtualNICFailOverCapable: String(system.failoverCapable),
  };
}
