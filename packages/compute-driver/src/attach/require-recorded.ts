import { type Capacity, formatCapacity, type VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type HostSnapshot, nameVnic } from '@powervm-sriov/sriov-core';
import { HostError } from '../host/host-error.ts';
import type { VnicRecord } from '../records/vnic-record.ts';

/** What a caller says of a vNIC; whose it is may be left out, and is then no difference. */
export interface AskedProperties {
  readonly network: string;
  readonly vlan: VlanId;
  readonly redundancy: number;
  readonly capacity: Capacity | undefined;
  readonly maxCapacity: Capacity | undefined;
  readonly portId: string | undefined;
  readonly instance: string | undefined;
}

/** @throws HostError RECORD_DIFFERS naming each property in which the request is not what the record says. */
export function requireRecorded(snapshot: HostSnapshot, record: VnicRecord, asked: AskedProperties): void {
  const differences = findDifferences(record, asked);
  if (differences.length === 0) return;
  throw new HostError(
    'RECORD_DIFFERS',
    `${nameVnic(snapshot, record)} was asked for before by ${record.askedBy}, and as another one: ${differences.join('; ')}; unplug it first, or ask for what it is`,
    { explanation: differences },
  );
}

export function propertiesOf({ network, vlan, shape, portId, instance }: VnicRecord): AskedProperties {
  const { redundancy, capacity, maxCapacity } = shape;
  return { network, vlan, redundancy, capacity, maxCapacity, portId, instance };
}

export function findDifferences(record: VnicRecord, asked: AskedProperties): readonly string[] {
  const { shape } = record;
  return [
    difference('network', record.network, asked.network),
    difference('VLAN', record.vlan, asked.vlan),
    difference('redundancy', shape.redundancy, asked.redundancy),
    difference('capacity', capacityText(shape.capacity), capacityText(asked.capacity)),
    difference('max capacity', capacityText(shape.maxCapacity), capacityText(asked.maxCapacity)),
    difference('port', record.portId ?? asked.portId, asked.portId ?? record.portId),
    difference('instance', record.instance ?? asked.instance, asked.instance ?? record.instance),
  ].filter((text) => text !== undefined);
}

function difference(
  what: string,
  recorded: string | number | undefined,
  asked: string | number | undefined,
): string | undefined {
  return recorded === asked ? undefined : `${what} ${recorded} is recorded, ${asked} is asked for`;
}

function capacityText(capacity: Capacity | undefined): string {
  return capacity === undefined ? 'the least of the port' : formatCapacity(capacity);
}
