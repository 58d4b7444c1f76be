import {
  changePhysicalPort,
  ManagedSystem,
  type PhysicalPort,
  type XmlElement,
} from '@powervm-sriov/pypowervm-ts';
import type { LocationCode, PortLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot, PhysicalPortSnapshot } from '@powervm-sriov/sriov-core';
import { requireMaster } from '@powervm-sriov/vif-drivers';
import { changeSystem } from './change-system.ts';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';
import { describeUsers, requirePort } from './require-port.ts';

export interface PortChange {
  readonly port: LocationCode;
  readonly settings: PortSettings;
  /** Change a port that is in use: what uses it may lose traffic for a while. */
  readonly force?: boolean;
}

/** What is not named stays. Labels have their own way: labelPorts. */
export interface PortSettings {
  readonly sublabel?: PortLabel;
  readonly mtu?: 'E_1500' | 'E_9000';
  readonly switchMode?: 'Veb' | 'Vepa';
  /** Logical ports that the port offers; the figure that the pool of a network comes from. */
  readonly maxLogicalPorts?: number;
}

/**
 * Changes the settings of a physical port with one POST of the ManagedSystem.
 *
 * @throws HostError PORT_UNKNOWN, PORT_IN_USE naming the users, PORT_SETTING_INVALID with the limit that is broken.
 */
export async function setPort(
  host: Host,
  { port: location, settings, force = false }: PortChange,
  signal: AbortSignal,
): Promise<'changed' | 'same'> {
  await host.refresh(signal);
  const snapshot = host.snapshot();
  const port = requirePort(snapshot, location);
  if (isAsWanted(shownBy(port), settings)) return 'same';
  requireMaster(snapshot);
  requireWithinLimits(snapshot, port, settings);
  if (!force) refuseUsed(host, port, settings);
  await changeSystem(
    host,
    ({ content }) => {
      // Somebody may be on his way there since.
      if (!force) refuseUsed(host, requirePort(host.snapshot(), location), settings);
      return changed(content, location, settings);
    },
    signal,
  );
  return 'changed';
}

/** Settings as a port has them: in the platform's words, which may be newer than ours. */
type Shown = { readonly [Name in keyof PortSettings]-?: string | number | undefined };

function shownBy(port: PhysicalPortSnapshot): Shown {
  const { sublabel, mtu, switchMode, configuredMaxLogicalPorts: maxLogicalPorts } = port;
  return { sublabel, mtu, switchMode, maxLogicalPorts };
}

function isAsWanted(shown: Shown, { sublabel, mtu, switchMode, maxLogicalPorts }: PortSettings): boolean {
  return [
    [sublabel, shown.sublabel],
    [mtu, shown.mtu],
    [switchMode, shown.switchMode],
    [maxLogicalPorts, shown.maxLogicalPorts],
  ].every(([wanted, is]) => wanted === undefined || wanted === is);
}

/** The limits are the adapter's own figures, never a table of ours (sriov-rules [R]). */
function requireWithinLimits(
  { adapters }: HostSnapshot,
  port: PhysicalPortSnapshot,
  { maxLogicalPorts: wanted }: PortSettings,
): void {
  if (wanted === undefined) return;
  const { configuredLogicalPorts: least = 0, maxSupportedLogicalPorts: most = Number.POSITIVE_INFINITY } =
    port;
  if (!Number.isSafeInteger(wanted) || wanted < least || wanted > most) {
    throw new HostError(
      'PORT_SETTING_INVALID',
      `port ${port.location} cannot offer ${wanted} logical ports: it has ${least} now and supports ${most}; choose from ${least} to ${most}`,
    );
  }
  const adapter = adapters.find(({ ports }) => ports.includes(port));
  const others = (adapter?.ports ?? []).filter((each) => each !== port);
  const sum = others.reduce((total, each) => total + (each.configuredMaxLogicalPorts ?? 0), wanted);
  if (adapter?.maximumLogicalPorts !== undefined && sum > adapter.maximumLogicalPorts) {
    throw new HostError(
      'PORT_SETTING_INVALID',
      `the ports of adapter ${adapter.location} would offer ${sum} logical ports together, and it has ${adapter.maximumLogicalPorts}; lower another port first`,
    );
  }
}

/** A sublabel is a name and harms nobody; everything else changes the port under its users. */
function refuseUsed(host: Host, port: PhysicalPortSnapshot, settings: PortSettings): void {
  const { sublabel, ...others } = settings;
  const users = describeUsers(host, port);
  if (users === undefined || isAsWanted(shownBy(port), others)) return;
  throw new HostError(
    'PORT_IN_USE',
    `port ${port.location} keeps its settings: it is used by ${users}; unplug or move them first, or force the change`,
  );
}

/** Undefined when the document shows all of it already. */
function changed(system: XmlElement, location: LocationCode, settings: PortSettings): XmlElement | undefined {
  const ports = ManagedSystem.read(system).ioConfiguration.sriovAdapters.flatMap((adapter) => adapter.ports);
  const now = ports.find(({ locationCode }) => locationCode === location);
  if (now !== undefined && isAsWanted(inDocument(now), settings)) return undefined;
  return changePhysicalPort(system, location, {
    subLabel: settings.sublabel,
    configuredMtu: settings.mtu,
    configuredPortSwitchMode: settings.switchMode,
    configuredMaxEthernetLogicalPorts: settings.maxLogicalPorts,
  });
}

function inDocument(port: PhysicalPort): Shown {
  return {
    sublabel: port.subLabel,
    mtu: port.configuredMtu,
    switchMode: port.configuredPortSwitchMode,
    maxLogicalPorts: port.configuredMaxEthernetLogicalPorts,
  };
}
