/**
 * An error of ours is one line that says what to do, and what explains it below; anything else is a defect, and is
 * shown with all that is known only when that is asked for.
 */
export function explainError(error: unknown, { isDebug }: { readonly isDebug: boolean }): string {
  if (!(error instanceof Error)) return String(error);
  const told: readonly unknown[] =
    'explanation' in error && Array.isArray(error.explanation) ? error.explanation : [];
  // Where there are few reasons, the message has them all.
  const isTold = told.every((line) => error.message.includes(String(line).trim()));
  const explanation = isTold ? [] : told;
  const defect = 'code' in error ? [] : ['this should not happen: please report it, with --debug'];
  const lines = [error.message, ...[...explanation, ...defect].map((line) => `  ${String(line)}`)];
  return isDebug ? [...lines, detailsOf(error)].join('\n') : lines.join('\n');
}

function detailsOf(error: Error): string {
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  const cause = error.cause instanceof Error ? `\ncaused by ${detailsOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${code}${cause}`;
}
