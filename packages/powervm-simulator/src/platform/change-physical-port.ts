import { adapterByDrcIndex, portOf } from './locate.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ManagedSystem, PhysicalPort, SriovAdapter } from './platform-state.ts';
import { allocationOf } from './port-allocation.ts';

/** New values of a port; what is absent stays. */
export type PhysicalPortChange = {
  /** DRC index of the card. */
  readonly adapter: number;
  readonly port: number;
  readonly label?: string;
  readonly subLabel?: string;
  readonly mtu?: string;
  readonly switchMode?: string;
  readonly maxLogicalPorts?: number;
  readonly connectionSpeed?: string;
  readonly flowControl?: boolean;
};

export type CheckedPortChange = { readonly port: PhysicalPort; readonly change: PhysicalPortChange };

export function checkPhysicalPort(
  platform: Platform,
  system: ManagedSystem,
  { change, all }: { change: PhysicalPortChange; all: readonly PhysicalPortChange[] },
): CheckedPortChange {
  const adapter = adapterByDrcIndex(system, change.adapter);
  const port = portOf(adapter, change.port);
  const { labelLimit, subLabelLimit } = platform.state.settings;
  if (adapter.mode !== 'Sriov') {
    throw new PlatformRefusal(
      400,
      'SIM-ADAPTER-MODE',
      `Adapter ${adapter.location} is in mode ${adapter.mode}: its ports cannot be configured.`,
    );
  }
  checkText('label', change.label, labelLimit);
  checkText('sublabel', change.subLabel, subLabelLimit);
  checkSupported(port, 'MTU', change.mtu, port.supportedMtus);
  checkSupported(port, 'switch mode', change.switchMode, port.supportedOptions.filter(isSwitchMode));
  checkSupported(port, 'connection speed', change.connectionSpeed, port.supportedConnectionSpeeds);
  if (change.maxLogicalPorts !== undefined) {
    checkMaximum(system, { adapter, port, maximum: change.maxLogicalPorts, all });
  }
  return { port, change };
}

export function changePhysicalPort({ port, change }: CheckedPortChange): void {
  port.label = change.label ?? port.label;
  port.subLabel = change.subLabel ?? port.subLabel;
  port.configuredMtu = change.mtu ?? port.configuredMtu;
  port.configuredConnectionSpeed = change.connectionSpeed ?? port.configuredConnectionSpeed;
  port.configuredFlowControl = change.flowControl ?? port.configuredFlowControl;
  port.configuredMaxEthernetLogicalPorts = change.maxLogicalPorts ?? port.configuredMaxEthernetLogicalPorts;
  if (change.switchMode !== undefined) switchPort(port, change.switchMode);
}

function isSwitchMode(option: string): boolean {
  return option === 'Veb' || option === 'Vepa';
}

/** The mode stands in the lists of options too (sys_with_sriov.txt [R]). */
export function switchPort(port: PhysicalPort, mode: string): void {
  const replaced = (options: string[]) =>
    options.map((option) => (option === port.configuredPortSwitchMode ? mode : option));
  port.configuredOptions = replaced(port.configuredOptions);
  port.currentOptions = replaced(port.currentOptions);
  port.linkedOptions = replaced(port.linkedOptions);
  port.configuredPortSwitchMode = mode;
}

function checkText(what: 'label' | 'sublabel', text: string | undefined, limit: number): void {
  if (text === undefined) return;
  if ([...text].length <= limit && !/\p{Cc}/u.test(text)) return;
  throw new PlatformRefusal(
    400,
    what === 'label' ? 'SIM-LABEL' : 'SIM-SUBLABEL',
    `The ${what} ${JSON.stringify(text)} is longer than ${limit} characters or has control characters.`,
  );
}

function checkSupported(
  port: PhysicalPort,
  what: string,
  value: string | undefined,
  supported: readonly string[],
): void {
  if (value === undefined || supported.includes(value)) return;
  throw new PlatformRefusal(
    400,
    'SIM-PORT-SETTING',
    `Port ${port.locationCode} does not support ${what} ${value}; it supports ${supported.join(', ')}.`,
  );
}

/** Not below what is configured, not above what the port supports, and in sum what the card supports. */
function checkMaximum(
  system: ManagedSystem,
  wish: {
    adapter: SriovAdapter;
    port: PhysicalPort;
    maximum: number;
    all: readonly PhysicalPortChange[];
  },
): void {
  const { adapter, port, maximum } = wish;
  const configured = allocationOf(system, adapter, port).logicalPorts;
  if (!(maximum >= configured && maximum <= port.maxSupportedEthernetLogicalPorts)) {
    throw new PlatformRefusal(
      400,
      'SIM-MAX-LOGICAL-PORTS',
      `The maximum of ${maximum} logical ports is outside ${configured} to ${port.maxSupportedEthernetLogicalPorts} of port ${port.locationCode}.`,
    );
  }
  const wished = new Map(
    wish.all
      .filter((change) => change.adapter === adapter.drcIndex)
      .map((change) => [change.port, change.maxLogicalPorts]),
  );
  const sum = adapter.ports.reduce(
    (total, other) => total + (wished.get(other.physicalPortId) ?? other.configuredMaxEthernetLogicalPorts),
    0,
  );
  if (sum > adapter.maximumLogicalPorts) {
    throw new PlatformRefusal(
      400,
      'SIM-MAX-LOGICAL-PORTS',
      `The maxima of the ports of adapter ${adapter.location} sum up to ${sum}, above its ${adapter.maximumLogicalPorts}.`,
    );
  }
}
