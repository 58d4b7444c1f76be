import type { VnicRecord } from '@powervm-sriov/compute-driver';
import { formatCapacity, formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Column } from '../render/column.ts';

/** What was asked for, as the records have it. */
export const recordedColumns: readonly Column<VnicRecord>[] = [
  { name: 'mac', value: ({ mac }) => formatMacAddress(mac) },
  { name: 'slot', value: ({ slot }) => slot },
  { name: 'vlan', value: ({ vlan }) => vlan },
  { name: 'network', value: ({ network }) => network },
  { name: 'asked_for', value: askedFor },
];

/** In a line: `2 devices, 2.0% to 50.0%, by nova`. */
export function askedFor({ shape, askedBy, portId }: VnicRecord): string {
  const { redundancy, redundancyPolicy, capacity, maxCapacity } = shape;
  const share = [capacity, maxCapacity].flatMap((each) => (each === undefined ? [] : [formatCapacity(each)]));
  return [
    `${redundancy} device${redundancy === 1 ? '' : 's'}${redundancyPolicy === 'strict' ? '' : ' at most'}`,
    ...(share.length === 0 ? [] : [share.join(' to ')]),
    ...(portId === undefined ? [] : [`port ${portId}`]),
    askedBy.startsWith('adopted') ? askedBy : `by ${askedBy}`,
  ].join(', ');
}
