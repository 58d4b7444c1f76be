import { type Column, cellText } from './column.ts';
import type { Screen } from './screen.ts';
import { wrapCell } from './wrap-cell.ts';
import { wrapLine } from './wrap-line.ts';

export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** The user named the columns: none is left out. */
  readonly isChosen: boolean;
}

/** An aligned table that fits the terminal: details are left out first, then the widest cells are broken. */
export function renderTable<Row>(screen: Screen, table: Table<Row>): void {
  const { columns, hidden } = fitColumns(screen, table);
  const widths = fitWidths(screen, columns, table.rows);
  const line = (cells: readonly string[], paint: (text: string, index: number) => string): void => {
    const wrapped = cells.map((cell, index) => wrapCell(cell, widths[index] ?? cell.length));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    for (let at = 0; at < height; at += 1) {
      const parts = wrapped.map((lines, index) => {
        const text = lines[at] ?? '';
        const isLast = index === wrapped.length - 1;
        return paint(isLast ? text : text.padEnd(widths[index] ?? 0), index);
      });
      screen.stdout.write(`${parts.join(gap).trimEnd()}\n`);
    }
  };

  line(columns.map(headingOf), (text) => screen.paint(text, 'heading'));
  for (const row of table.rows) {
    line(
      columns.map(({ value }) => cellText(value(row))),
      (text, index) => screen.paint(text, columns[index]?.tone?.(row)),
    );
  }
  if (hidden.length > 0) {
    const names = hidden.map(({ name }) => name).join(', ');
    const note = `not shown for want of room: ${names} (--wide shows all)`;
    for (const part of wrapLine(note, screen.width ?? note.length)) {
      screen.stderr.write(`${screen.paint(part, 'dim')}\n`);
    }
  }
}

const gap = '  ';
const narrowest = 10;

function headingOf({ name, heading = name }: { readonly name: string; readonly heading?: string }): string {
  return heading.replaceAll('_', ' ').toUpperCase();
}

function naturalWidth<Row>(column: Column<Row>, rows: readonly Row[]): number {
  return Math.max(headingOf(column).length, ...rows.map((row) => cellText(column.value(row)).length));
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, gap.length * Math.max(0, widths.length - 1));
}

function fitColumns<Row>(
  { width }: Screen,
  { columns, rows, isChosen }: Table<Row>,
): { readonly columns: readonly Column<Row>[]; readonly hidden: readonly Column<Row>[] } {
  const shown = [...columns];
  const hidden: Column<Row>[] = [];
  while (
    width !== undefined &&
    !isChosen &&
    totalWidth(shown.map((column) => naturalWidth(column, rows))) > width
  ) {
    const index = shown.findLastIndex(({ detail }) => detail === true);
    if (index < 0) break;
    hidden.unshift(...shown.splice(index, 1));
  }
  return { columns: shown, hidden };
}

/** Takes from the widest column until the line fits. */
function fitWidths<Row>(
  { width }: Screen,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): readonly number[] {
  const widths = columns.map((column) => naturalWidth(column, rows));
  while (width !== undefined && totalWidth(widths) > width) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}
