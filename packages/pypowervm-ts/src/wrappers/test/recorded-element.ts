import type { ElementTable, PropertyTable } from '../define-element.ts';

/** What one element of one recording must read as, in full. Capacities are in hundredths of a percent. */
export interface RecordedValues {
  readonly table: ElementTable<PropertyTable>;
  readonly recording: string;
  /** Which of the elements of that table in the document, from 0. */
  readonly nth: number;
  readonly values: Readonly<Record<string, unknown>>;
}
