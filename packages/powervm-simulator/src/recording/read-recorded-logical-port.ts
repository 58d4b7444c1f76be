import {
  type PartitionUuid,
  parseLocationCode,
  parseLogicalPortUuid,
  parseMacAddress,
  parsePhysicalPortId,
  parseSriovAdapterId,
  parseVlanId,
  type ViosUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { LogicalPort } from '../platform/platform-state.ts';
import type { RecordedObject } from './recorded-host.ts';
import { recordedValues } from './recorded-values.ts';

/** A configured virtual function of a partition or VIOS, as recorded. */
export function readRecordedLogicalPort(
  { uuid, element }: RecordedObject,
  owner: PartitionUuid | ViosUuid,
): LogicalPort {
  const { text, number, percent, flag } = recordedValues(element);
  const location = parseLocationCode(text('LocationCode'));
  return {
    uuid: parseLogicalPortUuid(uuid),
    revision: 1,
    owner,
    usage: text('VNICPortUsage', 'NOT_VNIC') as LogicalPort['usage'],
    adapter: parseSriovAdapterId(text('AdapterID')),
    port: parsePhysicalPortId(text('PhysicalPortID')),
    // ...-T1-S3 is the third function of its adapter (sriov_lp_feed.txt [R]).
    virtualFunction: Number(/-S(\d+)$/.exec(location)?.[1] ?? 0),
    logicalPortId: number('LogicalPortID'),
    drcName: text('DynamicReconfigurationConnectorName', ''),
    locationCode: location,
    configurationId: number('ConfigurationID', 0),
    isFunctional: flag('IsFunctional'),
    isPromiscuous: flag('IsPromiscous'),
    isDiagnostic: flag('IsDiagnostic'),
    isHugeDma: flag('IsHugeDMA'),
    capacity: percent('ConfiguredCapacity'),
    maxCapacity: percent('ConfiguredMaxCapacity', wholePort),
    portVlanId: parseVlanId(text('PortVLANID', '0')),
    priority: number('IEEE8021QPriority', 0),
    allowablePriorities: text('IEEE8021QAllowablePriorities', 'NONE'),
    mac: parseMacAddress(text('MACAddress')),
    allowedMacs: text('AllowedMACAddresses', 'ALL'),
    allowedVlans: text('AllowedVLANs', 'ALL'),
  };
}

const wholePort = 100_00;
