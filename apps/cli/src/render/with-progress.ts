import type { ProgramIo } from '../program-io.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;

/** Milliseconds of silence that nobody minds, and between two pictures. */
const patience = 1_000;
const pace = 100;

/**
 * Shows on a terminal that work goes on, and for how long, once it takes longer than a second; leaves no trace. After
 * Ctrl-C it says at once what is still waited for.
 */
export async function withProgress<Result>(
  { stderr, interrupted }: Pick<ProgramIo, 'stderr' | 'interrupted'>,
  what: string | (() => string),
  work: () => Promise<Result>,
): Promise<Result> {
  if (stderr.isTTY !== true) return work();
  const most = (stderr.columns ?? 80) - '⠋  (999 s)'.length;
  const fitted = (text: string): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  let elapsed = 0;
  let isShown = false;
  const timer = setInterval(() => {
    elapsed += pace;
    if (elapsed < patience && !interrupted.aborted) return;
    const frame = frames[(elapsed / pace) % frames.length] ?? frames[0];
    const doing = interrupted.aborted
      ? 'interrupted: what is in flight is waited for'
      : typeof what === 'string'
        ? what
        : what();
    isShown = true;
    stderr.write(`\r\u001b[K${frame} ${fitted(doing)} (${Math.floor(elapsed / 1_000)} s)`);
  }, pace);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isShown) stderr.write('\r\u001b[K');
  }
}
