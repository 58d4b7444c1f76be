import { CommandError } from '../command-error.ts';
import { type Cell, type Column, cellText } from './column.ts';
import type { OutputOptions } from './output-options.ts';
import { renderCsv } from './render-csv.ts';
import { renderTable } from './render-table.ts';
import type { Screen } from './screen.ts';

export interface Listing<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What is said where there are no rows: `no vNICs on system s1`. */
  readonly empty: string;
}

/** Shows rows as the user wants them. @throws CommandError USAGE naming the columns that there are. */
export async function renderList<Row>(
  screen: Screen,
  listing: Listing<Row>,
  options: OutputOptions,
): Promise<void> {
  const columns = chooseColumns(listing.columns, options.column);
  const rows = sortRows(listing.rows, listing.columns, options.sort);
  if (rows.length === 0) screen.stderr.write(`${listing.empty}\n`);
  switch (options.format) {
    case 'table': {
      const isChosen = options.column !== undefined || options.wide === true;
      if (rows.length > 0) renderTable(screen, { columns, rows, isChosen });
      return;
    }
    case 'json':
    case 'yaml':
      screen.stdout.write(
        await serialize(
          rows.map((row) => recordOf(screen, columns, row)),
          options.format,
        ),
      );
      return;
    case 'csv':
      screen.stdout.write(renderCsv(columns, rows));
      return;
    case 'value':
      for (const row of rows) {
        screen.stdout.write(`${columns.map(({ value }) => cellText(value(row))).join(' ')}\n`);
      }
      return;
  }
}

/** A row as an object. What is not known is null, and what is simulated says so. */
export function recordOf<Row>(
  { isSimulated }: Pick<Screen, 'isSimulated'>,
  columns: readonly Column<Row>[],
  row: Row,
): Readonly<Record<string, Cell | null>> {
  const cells = columns.map(({ name, value }) => [name, value(row) ?? null] as const);
  return { ...Object.fromEntries(cells), ...(isSimulated ? { simulated: true } : {}) };
}

/** As a text that ends its line. */
export async function serialize(value: unknown, format: 'json' | 'yaml'): Promise<string> {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  const { stringify } = await import('yaml');
  return stringify(value);
}

export function chooseColumns<Row>(
  columns: readonly Column<Row>[],
  wanted: readonly string[] | undefined,
): readonly Column<Row>[] {
  return wanted?.map((name) => findColumn(columns, name)) ?? columns;
}

function findColumn<Row>(columns: readonly Column<Row>[], wanted: string): Column<Row> {
  const name = wanted.toLowerCase().replaceAll(/[\s-]/g, '_');
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const known = columns.map((column) => column.name).join(', ');
  throw new CommandError('USAGE', `there is no column ${JSON.stringify(wanted)}`, `columns: ${known}`);
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: string | undefined,
): readonly Row[] {
  if (sort === undefined) return rows;
  const [name = '', direction = 'asc'] = sort.split(':');
  if (direction !== 'asc' && direction !== 'desc') {
    throw new CommandError(
      'USAGE',
      `--sort ${JSON.stringify(sort)}: expected COLUMN, COLUMN:asc or COLUMN:desc`,
    );
  }
  const { value } = findColumn(columns, name);
  const sorted = rows.toSorted((left, right) =>
    natural.compare(sortText(value(left)), sortText(value(right))),
  );
  return direction === 'desc' ? sorted.reverse() : sorted;
}

/** `C2` before `C10`, the same on every machine. */
const natural = new Intl.Collator('en', { numeric: true });

function sortText(cell: Cell): string {
  return cell === undefined ? '' : String(cell);
}
