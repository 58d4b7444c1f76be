import { readManagedSystem } from '@powervm-sriov/pypowervm-ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import type { PartitionSpec } from '../records/partition-record.ts';
import { judgeSpec } from './judge-spec.ts';

/** What a virtual processor takes at the least where the system does not say (pypowervm lpar_builder.py [R]). */
const usualUnitsPerVirtual = 0.05;

/** @throws HostError PARTITION_SPEC_INVALID; the explanation has a line for each fault. */
export async function requireValidSpec(
  { host: { session, system } }: ComputeHost,
  spec: PartitionSpec,
  signal: AbortSignal,
): Promise<void> {
  const { values } = await readManagedSystem(session, system, signal);
  const { memoryRegionSize, currentLogicalMemoryBlockSize } = values.memory;
  const faults = judgeSpec(spec, {
    memoryBlock: memoryRegionSize ?? currentLogicalMemoryBlockSize,
    unitsPerVirtual: values.processors.minimumProcessorUnitsPerVirtualProcessor ?? usualUnitsPerVirtual,
  });
  if (faults.length === 0) return;
  throw new HostError(
    'PARTITION_SPEC_INVALID',
    `partition ${JSON.stringify(spec.name)} cannot be made on system ${values.systemName ?? system}: ${faults.join('; ')}`,
    { explanation: faults },
  );
}
