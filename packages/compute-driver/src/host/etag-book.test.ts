import { uomPath } from '@powervm-sriov/pypowervm-ts';
import { expect, test } from 'vitest';
import { etagBook } from './etag-book.ts';

const path = uomPath('ManagedSystem');

test('a version is known once its answer was taken over', () => {
  const book = etagBook();
  const first = book.begin(path);
  expect(first.known).toBeUndefined();
  first.keep('e-1');
  expect(book.begin(path).known).toBe('e-1');
});

test('an answer asked for before a change of our own does not vouch for what came after', () => {
  const book = etagBook();
  const reading = book.begin(path);
  book.forget(path);
  reading.keep('e-1');
  expect(book.begin(path).known).toBeUndefined();
});

test('of two readings under way the one that began later counts, in whatever order they are answered', () => {
  const book = etagBook();
  const [older, newer] = [book.begin(path), book.begin(path)];
  newer.keep('e-2');
  older.keep('e-1');
  expect(book.begin(path).known).toBe('e-2');
});

test('an answer without a version leaves none behind', () => {
  const book = etagBook();
  book.begin(path).keep('e-1');
  book.begin(path).keep(undefined);
  expect(book.begin(path).known).toBeUndefined();
});
