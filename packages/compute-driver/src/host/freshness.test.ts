import { expect, test } from 'vitest';
import { freshness } from './freshness.ts';

test('a part is due until a read that began after its mark was taken', () => {
  const fresh = freshness(() => 0);
  expect(fresh.isDue('system'), 'never read').toBe(true);
  const before = fresh.begin();
  fresh.take('system', before);
  expect(fresh.isDue('system')).toBe(false);

  const under = fresh.begin();
  fresh.mark('system');
  fresh.take('system', under);
  expect(fresh.isDue('system'), 'the read may have been answered before the change').toBe(true);
  expect(fresh.due()).toEqual(['system']);
  fresh.take('system', fresh.begin());
  expect(fresh.due()).toEqual([]);
});

test('an answer that a later read has overtaken is no news', () => {
  const fresh = freshness(() => 0);
  const [older, newer] = [fresh.begin(), fresh.begin()];
  expect(fresh.take('vioses', newer)).toBe(true);
  expect(fresh.take('vioses', older)).toBe(false);
});

test('after a gap everything that was read is due', () => {
  const fresh = freshness(() => 0);
  for (const part of ['system', 'vioses'] as const) fresh.take(part, fresh.begin());
  fresh.markAll();
  fresh.take('system', fresh.begin());
  expect(fresh.due()).toEqual(['vioses']);
});

test('age counts from the beginning of the read; what was forgotten has none', () => {
  let now = 1_000;
  const fresh = freshness(() => now);
  const start = fresh.begin();
  now = 1_400;
  fresh.take('vnics/A', start);
  now = 1_500;
  expect(fresh.ageOf('vnics/A')).toBe(500);
  fresh.forget('vnics/A');
  expect(fresh.ageOf('vnics/A')).toBe(Number.POSITIVE_INFINITY);
  expect(fresh.due()).toEqual([]);
});
