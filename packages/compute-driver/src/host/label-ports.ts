import { changePhysicalPort, ManagedSystem, type XmlElement } from '@powervm-sriov/pypowervm-ts';
import type { LocationCode, PortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import { changeSystem } from './change-system.ts';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';
import { nameClaimants, requirePort } from './require-port.ts';

export interface LabelChange {
  readonly labels: readonly PortLabelChange[];
  /** Relabel although vNICs use a port: they stay connected, and leave the network that they were planned for. */
  readonly force?: boolean;
}

export interface PortLabelChange {
  readonly port: LocationCode;
  readonly label: PortLabel;
}

/**
 * Labels physical ports, all of them or none. Ports have no address of their own: the whole ManagedSystem is posted once
 * with If-Match, and read and changed again when somebody else was faster. Answers the ports that had another label.
 *
 * @throws HostError PORT_UNKNOWN, or PORT_IN_USE naming the vNICs (labels steer live migration; sriov-rules [R]).
 */
export async function labelPorts(
  host: Host,
  { labels, force = false }: LabelChange,
  signal: AbortSignal,
): Promise<readonly LocationCode[]> {
  await host.refresh(signal);
  const snapshot = host.snapshot();
  const changes = labels.filter(({ port, label }) => requirePort(snapshot, port).label !== label);
  if (changes.length === 0) return [];
  requireMaster(snapshot);
  const refuseUsed = (): void => {
    if (!force) for (const { port } of changes) requireUnused(host, port);
  };
  refuseUsed();
  await changeSystem(
    host,
    ({ content }) => {
      // Somebody may be on his way there since.
      refuseUsed();
      return relabel(content, changes);
    },
    signal,
  );
  return changes.map(({ port }) => port);
}

function requireUnused(host: Host, location: LocationCode): void {
  const port = requirePort(host.snapshot(), location);
  const users = nameClaimants(host, port);
  if (users.length === 0) return;
  throw new HostError(
    'PORT_IN_USE',
    `port ${port.location} keeps its label '${port.label}': it steers ${users.join(', ')}; unplug or move them first, or force the change`,
  );
}

/** Undefined when the document has all the labels already. */
function relabel(system: XmlElement, changes: readonly PortLabelChange[]): XmlElement | undefined {
  const ports = ManagedSystem.read(system).ioConfiguration.sriovAdapters.flatMap((adapter) => adapter.ports);
  const due = changes.filter(
    ({ port, label }) => ports.find(({ locationCode }) => locationCode === port)?.label !== label,
  );
  if (due.length === 0) return undefined;
  return due.reduce((document, { port, label }) => changePhysicalPort(document, port, { label }), system);
}
