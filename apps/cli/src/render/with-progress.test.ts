import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, it, vi } from 'vitest';
import { withProgress } from './with-progress.ts';

afterEach(() => vi.useRealTimers());

function terminal(isTTY: boolean) {
  let shown = '';
  const stderr = { write: (text: string) => (shown += text), isTTY, columns: 40 };
  const interruption = new AbortController();
  return { io: { stderr, interrupted: interruption.signal }, interruption, shown: () => shown };
}

async function run(isTTY: boolean, milliseconds: number): Promise<string> {
  vi.useFakeTimers();
  const { io, shown } = terminal(isTTY);
  const work = () => new Promise<string>((resolve) => setTimeout(() => resolve('done'), milliseconds));
  const result = withProgress(io, 'creating a vNIC with a name too long for this', work);
  await vi.advanceTimersByTimeAsync(milliseconds);
  expect(await result).toBe('done');
  return shown();
}

it('shows nothing of what takes less than a second, and nothing in a pipe', async () => {
  expect(await run(true, 950)).toBe('');
  expect(await run(false, 5_000)).toBe('');
});

it('shows on a terminal what takes longer, in one line, and takes it away', async () => {
  const shown = await run(true, 2_050);
  const pictures = stripVTControlCharacters(shown).split('\r').slice(1, -1);
  expect(pictures.every((picture) => picture.length <= 40)).toBe(true);
  expect(pictures.at(-1)).toMatch(/^\S creating a vNIC with a name t… \(2 s\)$/);
  expect(shown.endsWith('\r\u001b[K')).toBe(true);
});

it('says at once after Ctrl-C that it waits for what is in flight', async () => {
  vi.useFakeTimers();
  const { io, interruption, shown } = terminal(true);
  const work = withProgress(io, 'work', () => new Promise((resolve) => setTimeout(resolve, 800)));
  await vi.advanceTimersByTimeAsync(300);
  expect(shown()).toBe('');
  interruption.abort();
  await vi.advanceTimersByTimeAsync(500);
  await work;
  expect(shown()).toContain('interrupted: what is in fligh… (0 s)');
});

it('leaves the terminal clean when the work fails', async () => {
  vi.useFakeTimers();
  const { io, shown } = terminal(true);
  const failing = withProgress(
    io,
    'work',
    () => new Promise((_, reject) => setTimeout(() => reject(new Error('no')), 1_500)),
  );
  const outcome = expect(failing).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(1_500);
  await outcome;
  expect(shown().endsWith('\r\u001b[K')).toBe(true);
});
