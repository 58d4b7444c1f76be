import { changePhysicalPort, ManagedSystem } from '@powervm-sriov/pypowervm-ts';
import type { LocationCode, PortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findPort, vnicsOnPort } from '@powervm-sriov/sriov-core';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import { changeSystem } from './change-system.ts';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';

export interface LabelChange {
  readonly port: LocationCode;
  readonly label: PortLabel;
  /** Relabel although vNICs use the port: they stay connected, and leave the network that they were planned for. */
  readonly force?: boolean;
}

/**
 * Labels a physical port. Ports have no address of their own: the whole ManagedSystem is posted with If-Match, and
 * read and changed again when somebody else was faster.
 *
 * @throws HostError PORT_UNKNOWN, or PORT_IN_USE naming the vNICs (labels steer live migration; sriov-rules [R]).
 */
export async function labelPort(
  host: Host,
  { port: location, label, force = false }: LabelChange,
  signal: AbortSignal,
): Promise<'changed' | 'same'> {
  await host.refresh(signal);
  const snapshot = host.snapshot();
  const port = findPort(snapshot, location);
  if (port === undefined) {
    throw new HostError(
      'PORT_UNKNOWN',
      `system ${snapshot.system.name} has no SR-IOV physical port ${location}; its adapter may be in mode Dedicated, or not Running`,
    );
  }
  if (port.label === label) return 'same';
  requireMaster(snapshot);
  const users = vnicsOnPort(snapshot, port).map(
    ({ mac, partitionUuid }) => `${mac} of partition ${partitionUuid}`,
  );
  if (users.length > 0 && !force) {
    throw new HostError(
      'PORT_IN_USE',
      `port ${location} keeps its label '${port.label}': these vNICs would leave their network: ${users.join(', ')}; unplug or move them first, or force the change`,
    );
  }
  await changeSystem(
    host,
    ({ content }) => {
      const { sriovAdapters } = ManagedSystem.read(content).ioConfiguration;
      const now = sriovAdapters
        .flatMap(({ ports }) => ports)
        .find(({ locationCode }) => locationCode === location);
      return now?.label === label ? undefined : changePhysicalPort(content, location, { label });
    },
    signal,
  );
  return 'changed';
}
