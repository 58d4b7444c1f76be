/** One column of a noun's table: its name is stable, scripts choose by it. */
export interface Column<Row> {
  /** Lower case with underscores: the key in JSON, the heading in a table, the word for `-c`. */
  readonly name: string;
  /** A shorter heading for a table. */
  readonly heading?: string;
  readonly value: (row: Row) => Cell;
  /** Left out first where a terminal is too narrow. */
  readonly detail?: true;
  readonly tone?: (row: Row) => Tone | undefined;
}

/** Undefined: the platform does not say. A capacity is text and carries its `%`. */
export type Cell = string | number | boolean | undefined;

export type Tone = 'good' | 'bad' | 'dim';

/** A cell for people, in one line: what the platform says must not steer the terminal that shows it. */
export function cellText(cell: Cell): string {
  if (cell === undefined || cell === '') return '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return String(cell).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}
