import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import type { PciDevice } from './pci-device.ts';

/** The dictionary of Nova's `get_available_resource`, in its own words. */
export interface NovaResource {
  readonly vcpus: number;
  readonly vcpus_used: number;
  readonly memory_mb: number;
  readonly memory_mb_used: number;
  /** Storage is not ours. */
  readonly local_gb: 0;
  readonly local_gb_used: 0;
  readonly hypervisor_type: 'phyp';
  readonly hypervisor_version: number;
  readonly hypervisor_hostname: string;
  readonly cpu_info: string;
  readonly numa_topology: null;
  readonly supported_instances: readonly (readonly [string, string, string])[];
  readonly stats: Readonly<Record<string, string | number>>;
  /** A JSON list of {@link PciDevice}. */
  readonly pci_passthrough_devices: string;
}

/** Constant: Nova refuses a live migration to a host that reports a lower one (nova-powervm host.py [R]). */
const hypervisorVersion = 8;

export interface NovaResourceParts {
  readonly hostname: string;
  readonly snapshot: HostSnapshot;
  readonly devices: readonly PciDevice[];
}

/** Whole processors are reported, as nova-powervm does: units in use are rounded up. */
export function novaResource({ hostname, snapshot, devices }: NovaResourceParts): NovaResource {
  const { resources } = snapshot.system;
  const units = resources?.configurableProcessorUnits ?? 0;
  const unitsUsed = units - (resources?.availableProcessorUnits ?? units);
  const memory = resources?.configurableMemory ?? 0;
  return {
    vcpus: Math.ceil(units),
    vcpus_used: Math.ceil(unitsUsed),
    memory_mb: memory,
    memory_mb_used: memory - (resources?.availableMemory ?? memory),
    local_gb: 0,
    local_gb_used: 0,
    hypervisor_type: 'phyp',
    hypervisor_version: hypervisorVersion,
    hypervisor_hostname: hostname,
    cpu_info: JSON.stringify({ vendor: 'ibm', arch: 'ppc64' }),
    numa_topology: null,
    supported_instances: [
      ['ppc64', 'phyp', 'hvm'],
      ['ppc64le', 'phyp', 'hvm'],
    ],
    stats: {
      proc_units: units.toFixed(2),
      proc_units_used: unitsUsed.toFixed(2),
      memory_region_size: resources?.memoryRegionSize ?? 0,
    },
    pci_passthrough_devices: JSON.stringify(devices),
  };
}
