import { defaultLabelLimit, networkOfLabel } from '@powervm-sriov/pypowervm-ts/identifiers';
import { compareLocation } from '../compare-location.ts';
import { judgeAdapter } from '../eligibility/judge-adapter.ts';
import { matchLabel } from '../eligibility/match-label.ts';
import type { HostSnapshot, PhysicalPortSnapshot } from '../host-snapshot.ts';
import type { HostFault, HostFinding, PortAttribute, PortsOfValue } from './finding.ts';

export interface PortHealthCase {
  readonly snapshot: HostSnapshot;
  /** Characters that a label may have. */
  readonly labelLimit?: number;
}

/** What is not well with the labels of a host's ports, and with the ports of each network among themselves. */
export function checkPorts({
  snapshot,
  labelLimit = defaultLabelLimit,
}: PortHealthCase): readonly HostFinding[] {
  const usable = snapshot.adapters.filter((adapter) => judgeAdapter(adapter, []) === undefined);
  const ports = usable
    .flatMap((adapter) => adapter.ports.map((port) => ({ ...port, card: adapter.location })))
    .toSorted((left, right) => compareLocation(left.location, right.location));
  const labelled = ports.filter(({ label }) => label !== '');
  const networks = [...new Set(labelled.map(({ label }) => label))].toSorted(compareLocation);
  const faults = [
    ...checkUnlabelled(ports),
    ...labelled.flatMap((port) => checkLength(port, labelLimit)),
    ...checkLikeness(networks),
    ...networks.flatMap((network) => {
      const own = labelled.filter((port) => networkOfLabel(port.label) === network);
      return [...checkLinks(network, own), ...checkCards(network, own), ...checkEquality(network, own)];
    }),
  ];
  return faults.map((fault) => ({ severity: 'warning', fault }));
}

interface PortOnCard extends PhysicalPortSnapshot {
  readonly card: PhysicalPortSnapshot['location'];
}

/** An empty label can break live migration and remote restart (sriov-rules [H]). A port without link is only not in use. */
function checkUnlabelled(ports: readonly PortOnCard[]): readonly HostFault[] {
  const bare = ports.filter(({ label, linkUp }) => label === '' && linkUp === true);
  return bare.length === 0 ? [] : [{ kind: 'unlabelled-ports', ports: bare.map(({ location }) => location) }];
}

function checkLength({ location, label }: PortOnCard, limit: number): readonly HostFault[] {
  return [...label].length > limit ? [{ kind: 'label-too-long', location, label, limit }] : [];
}

function checkLikeness(networks: readonly string[]): readonly HostFault[] {
  const told = new Set<string>();
  return networks.flatMap((network): HostFault[] => {
    const alike = networks.filter((other) => matchLabel(other, network) === 'looks-alike');
    if (alike.length === 0 || told.has(network)) return [];
    const labels = [network, ...alike];
    for (const label of labels) told.add(label);
    return [{ kind: 'labels-look-alike', labels }];
  });
}

function checkLinks(network: string, ports: readonly PortOnCard[]): readonly HostFault[] {
  const down = ports.filter(({ linkUp }) => linkUp !== true).map(({ location }) => location);
  return down.length === 0 ? [] : [{ kind: 'link-down', network, ports: down }];
}

function checkCards(network: string, ports: readonly PortOnCard[]): readonly HostFault[] {
  const [location, ...others] = new Set(ports.map(({ card }) => card));
  return location === undefined || others.length > 0
    ? []
    : [{ kind: 'network-on-one-adapter', network, location }];
}

/** A vNIC that fails over to a port of another MTU, speed or switch mode does not behave as before. */
function checkEquality(network: string, ports: readonly PortOnCard[]): readonly HostFault[] {
  return attributes.flatMap(({ attribute, read }): HostFault[] => {
    const groups = new Map<string, PortsOfValue['ports']>();
    for (const port of ports) {
      const value = read(port);
      if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), port.location]);
    }
    if (groups.size < 2) return [];
    const values = [...groups].map(([value, locations]) => ({ value, ports: locations }));
    return [{ kind: 'unequal-ports', network, attribute, values }];
  });
}

const attributes: readonly {
  readonly attribute: PortAttribute;
  readonly read: (port: PhysicalPortSnapshot) => string | undefined;
}[] = [
  { attribute: 'MTU', read: ({ mtu }) => mtu },
  // A port without link runs at no speed at all.
  { attribute: 'speed', read: ({ speed, linkUp }) => (linkUp === true ? speed : undefined) },
  { attribute: 'switch mode', read: ({ switchMode }) => switchMode },
];
