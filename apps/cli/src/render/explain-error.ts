/**
 * An error of ours is one line that says what to do, and what explains it below; anything else is a defect, and is
 * shown with all that is known only when that is asked for.
 */
export function explainError(error: unknown, { isDebug }: { readonly isDebug: boolean }): string {
  if (!(error instanceof Error)) return String(error);
  // What became of a step is told where it was made; this one only waited for an answer.
  if (isGivenUp(error) && !isDebug) return 'interrupted while it waited for the console';
  const told: readonly unknown[] =
    'explanation' in error && Array.isArray(error.explanation) ? error.explanation : [];
  // Where there are few reasons, the message has them all.
  const isTold = told.every((line) => error.message.includes(String(line).trim()));
  const explanation = isTold ? [] : told;
  const message =
    explanation.length > 0 && isShortForm(error) ? [] : [headlineOf(error.message, explanation)];
  const defect = 'code' in error ? [] : ['this should not happen: please report it, with --debug'];
  const below = [...explanation, ...defect].map((line) =>
    message.length > 0 ? `  ${String(line)}` : String(line),
  );
  const lines = [...message, ...below];
  return isDebug ? [...lines, detailsOf(error)].join('\n') : lines.join('\n');
}

function isGivenUp(error: Error): boolean {
  return error.name === 'PowerVmError' && 'code' in error && error.code === 'ABORTED';
}

/** The explanation of a plan that cannot be made begins with the vNIC and has every reason; the message is its short form. */
function isShortForm(error: Error): boolean {
  return 'code' in error && (error.code === 'PLACEMENT_INFEASIBLE' || error.code === 'MAC_IN_USE');
}

/** What is told below need not be told twice. */
function headlineOf(message: string, below: readonly unknown[]): string {
  if (below.length === 0) return message;
  const start = message.indexOf(`: ${String(below[0]).trim()}`);
  return start < 0 ? message : message.slice(0, start + 1);
}

function detailsOf(error: Error): string {
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  const cause = error.cause instanceof Error ? `\ncaused by ${detailsOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${code}${cause}`;
}
