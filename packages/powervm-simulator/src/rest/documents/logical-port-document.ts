import { writePercent } from '../../platform/percent.ts';
import type { LogicalPort, ManagedSystem } from '../../platform/platform-state.ts';
import { leaf, links, received, type Table } from './document-table.ts';

export interface LogicalPortView {
  readonly system: ManagedSystem;
  readonly port: LogicalPort;
}

/** Order from pypowervm iocard.py, marks from sriov_lp_feed.txt [R]. */
export const logicalPortTable: Table<LogicalPortView> = [
  leaf('ConfigurationID', 'COD', ({ port }) => port.configurationId),
  leaf('LogicalPortID', 'COD', ({ port }) => port.logicalPortId),
  leaf('AdapterID', 'COR', ({ port }) => port.adapter),
  leaf('DynamicReconfigurationConnectorName', 'ROR', ({ port }) => port.drcName),
  leaf('IsFunctional', 'ROR', ({ port }) => port.isFunctional),
  leaf('IsPromiscous', 'CUR', ({ port }) => port.isPromiscuous),
  leaf('IsDiagnostic', 'CUR', ({ port }) => port.isDiagnostic),
  received('IsDebug'),
  leaf('IsHugeDMA', 'CUR', ({ port }) => port.isHugeDma),
  leaf('DeviceName', 'ROR', ({ port }) => port.drcName),
  leaf('ConfiguredCapacity', 'CUR', ({ port }) => writePercent(port.capacity)),
  leaf('ConfiguredMaxCapacity', 'CUR', ({ port }) => writePercent(port.maxCapacity)),
  leaf('PhysicalPortID', 'COR', ({ port }) => port.port),
  leaf('PortVLANID', 'CUR', ({ port }) => port.portVlanId),
  leaf('LocationCode', 'ROR', ({ port }) => port.locationCode),
  leaf('TuningBufferID', 'CUR', () => -1),
  leaf('VNICPortUsage', 'ROR', ({ port }) => port.usage),
  links('AssociatedLogicalPartitions', 'ROR', ({ system, port }) => [ownerPath(system, port)]),
  leaf('AllowedMACAddresses', 'CUD', ({ port }) => port.allowedMacs),
  leaf('MACAddress', 'CUD', ({ port }) => port.mac),
  leaf('CurrentMACAddress', 'ROR', () => '000000000000'),
  leaf('IEEE8021QAllowablePriorities', 'CUD', ({ port }) => port.allowablePriorities),
  leaf('IEEE8021QPriority', 'CUD', ({ port }) => port.priority),
  received('MACAddressFlags'),
  received('NumberOfAllowedVLANs'),
  leaf('AllowedVLANs', 'CUD', ({ port }) => port.allowedVlans),
];

function ownerPath(system: ManagedSystem, port: LogicalPort): readonly string[] {
  const type = system.vioses.some((vios) => vios.uuid === port.owner)
    ? 'VirtualIOServer'
    : 'LogicalPartition';
  return ['ManagedSystem', system.uuid, type, port.owner];
}
