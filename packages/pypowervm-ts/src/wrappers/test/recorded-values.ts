import { recordedConsoleValues } from './recorded-console-values.ts';
import type { RecordedValues } from './recorded-element.ts';
import { recordedNetworkValues } from './recorded-network-values.ts';
import { recordedPartitionValues } from './recorded-partition-values.ts';
import { recordedSystemValues } from './recorded-system-values.ts';

export const recordedValues: readonly RecordedValues[] = [
  ...recordedNetworkValues,
  ...recordedSystemValues,
  ...recordedPartitionValues,
  ...recordedConsoleValues,
];
