import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';

export type SystemUuid = Branded<string, 'SystemUuid'>;
export type PartitionUuid = Branded<string, 'PartitionUuid'>;
export type ViosUuid = Branded<string, 'ViosUuid'>;
export type VnicUuid = Branded<string, 'VnicUuid'>;
export type LogicalPortUuid = Branded<string, 'LogicalPortUuid'>;
export type ClientNetworkAdapterUuid = Branded<string, 'ClientNetworkAdapterUuid'>;
export type VirtualSwitchUuid = Branded<string, 'VirtualSwitchUuid'>;
/** The UUID by which Nova knows an instance; see {@link partitionUuidOf}. */
export type InstanceUuid = Branded<string, 'InstanceUuid'>;

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function uuidParser<Uuid extends string>(kind: string): (text: string) => Uuid {
  return (text) => {
    if (typeof text !== 'string' || !form.test(text)) {
      throw new InvalidIdentifier(kind, text, '8-4-4-4-12 hexadecimal digits');
    }
    return text as Uuid;
  };
}

/*
 * Servers answer some UUIDs in upper and some in lower case and expect them back as given (recordings: vnic_feed.txt
 * has both), so the parsers keep the case; compare with {@link sameUuid}.
 */
export const parseSystemUuid = uuidParser<SystemUuid>('system UUID');
export const parsePartitionUuid = uuidParser<PartitionUuid>('partition UUID');
export const parseViosUuid = uuidParser<ViosUuid>('VIOS UUID');
export const parseVnicUuid = uuidParser<VnicUuid>('vNIC UUID');
export const parseLogicalPortUuid = uuidParser<LogicalPortUuid>('logical port UUID');
export const parseClientNetworkAdapterUuid = uuidParser<ClientNetworkAdapterUuid>(
  'client network adapter UUID',
);
export const parseVirtualSwitchUuid = uuidParser<VirtualSwitchUuid>('virtual switch UUID');
export const parseInstanceUuid = uuidParser<InstanceUuid>('instance UUID');

/** Equality that ignores case, between UUIDs of one kind. */
export function sameUuid<Uuid extends string>(left: Uuid, right: Uuid): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/**
 * The UUID that PowerVM gives the partition of an instance: the top bit cleared, upper case (pypowervm utils/uuid.py).
 * Two instances that differ in that bit alone share it, and during a cold migration both systems hold it: address a
 * partition by (system, partition), and keep the instance's own UUID in the record.
 */
export function partitionUuidOf(instance: InstanceUuid): PartitionUuid {
  const first = (Number.parseInt(instance.charAt(0), 16) & 7).toString(16);
  return parsePartitionUuid(`${first}${instance.slice(1)}`.toUpperCase());
}
