import { expect, test, vi } from 'vitest';
import { runCaptured } from './run-captured.ts';

test("simulate hands everything on, --help too: the simulator's own options are told", async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    expect(await runCaptured(['simulate', '--help'])).toMatchObject({ code: 0 });
    expect(write.mock.calls.flat().join('')).toContain('--personality KIND');
  } finally {
    write.mockRestore();
  }
});
