import type { ProgramIo } from '../program-io.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;

/** Milliseconds of silence that nobody minds, and between two pictures. */
const patience = 1_000;
const pace = 100;

/** Shows on a terminal that work goes on, and for how long, once it takes longer than a second; leaves no trace. */
export async function withProgress<Result>(
  { stderr }: Pick<ProgramIo, 'stderr'>,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (stderr.isTTY !== true) return work();
  const most = (stderr.columns ?? 80) - '⠋  (999 s)'.length;
  const name = what.length > most ? `${what.slice(0, most - 1)}…` : what;
  let elapsed = 0;
  const timer = setInterval(() => {
    elapsed += pace;
    if (elapsed < patience) return;
    const frame = frames[(elapsed / pace) % frames.length] ?? frames[0];
    stderr.write(`\r${frame} ${name} (${Math.floor(elapsed / 1_000)} s)`);
  }, pace);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (elapsed >= patience) stderr.write('\r\u001b[K');
  }
}
