/** Branded identifiers of the PowerVM world and their parsers: pure, no I/O; the only part that every layer may import. */

export {
  type PhysicalPortId,
  parsePhysicalPortId,
  parseSriovAdapterId,
  type SriovAdapterId,
} from './adapter-id.ts';
export type { Branded } from './brand.ts';
export {
  type Capacity,
  capacityOf,
  formatCapacity,
  noCapacity,
  parseCapacityFraction,
  parseCapacityPercent,
  parseCapacityText,
  wholePort,
} from './capacity.ts';
export {
  defaultFailoverPriority,
  type FailoverPriority,
  parseFailoverPriority,
} from './failover-priority.ts';
export { InvalidIdentifier } from './invalid-identifier.ts';
export { type LocationCode, parseLocationCode } from './location-code.ts';
export { formatMacAddress, type MacAddress, parseMacAddress } from './mac-address.ts';
export {
  defaultLabelLimit,
  defaultNetwork,
  networkOfLabel,
  type PortLabel,
  parsePortLabel,
} from './port-label.ts';
export { parseSlotNumber, type SlotNumber } from './slot-number.ts';
export {
  type ClientNetworkAdapterUuid,
  type InstanceUuid,
  type LogicalPortUuid,
  type PartitionUuid,
  parseClientNetworkAdapterUuid,
  parseInstanceUuid,
  parseLogicalPortUuid,
  parsePartitionUuid,
  parseSystemUuid,
  parseViosUuid,
  parseVirtualSwitchUuid,
  parseVnicUuid,
  partitionUuidOf,
  type SystemUuid,
  sameUuid,
  type ViosUuid,
  type VirtualSwitchUuid,
  type VnicUuid,
} from './uuid.ts';
export { parseVlanId, untagged, type VlanId } from './vlan-id.ts';
