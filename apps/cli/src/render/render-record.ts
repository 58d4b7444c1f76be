import { type Column, cellText } from './column.ts';
import type { OutputOptions } from './output-options.ts';
import { renderCsv } from './render-csv.ts';
import { chooseColumns, recordOf, serialize } from './render-list.ts';
import { renderTable } from './render-table.ts';
import type { Screen } from './screen.ts';

/** One thing with all that is known of it, and the things that belong to it. */
export interface RecordView<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly parts?: readonly RecordPart[];
}

/** Made by {@link recordPart}, which forgets the type of its rows. */
export interface RecordPart {
  readonly name: string;
  readonly records: (screen: Screen) => readonly object[];
  readonly show: (screen: Screen) => void;
}

export function recordPart<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): RecordPart {
  return {
    name,
    records: () => rows.map((row) => recordOf({ isSimulated: false }, columns, row)),
    show: (screen) => {
      if (rows.length === 0) return;
      screen.stdout.write('\n');
      renderTable(screen, { columns, rows, isChosen: false });
    },
  };
}

/** Shows one thing: as two columns for people, as one object for programs. */
export async function renderRecord<Row>(
  screen: Screen,
  { columns, row, parts = [] }: RecordView<Row>,
  { format, column }: OutputOptions,
): Promise<void> {
  const fields = chooseColumns(columns, column);
  const shownParts = column === undefined ? parts : [];
  switch (format) {
    case 'table':
      renderFields(screen, fields, row);
      for (const part of shownParts) part.show(screen);
      return;
    case 'json':
    case 'yaml': {
      const owned = shownParts.map(({ name, records }) => [name, records(screen)] as const);
      screen.stdout.write(
        await serialize({ ...recordOf(screen, fields, row), ...Object.fromEntries(owned) }, format),
      );
      return;
    }
    case 'csv':
      screen.stdout.write(renderCsv(fields, [row]));
      return;
    case 'value':
      for (const { value } of fields) screen.stdout.write(`${cellText(value(row))}\n`);
      return;
  }
}

function renderFields<Row>(screen: Screen, fields: readonly Column<Row>[], row: Row): void {
  const pairs: readonly Column<Column<Row>>[] = [
    { name: 'field', value: ({ name }) => name },
    { name: 'value', value: ({ value }) => cellText(value(row)), tone: ({ tone }) => tone?.(row) },
  ];
  renderTable(screen, { columns: pairs, rows: fields, isChosen: true });
}
