import { InvalidIdentifier } from '@powervm-sriov/pypowervm-ts/identifiers';

/**
 * An error of ours is one line that says what to do, and what explains it below; anything else is a defect, and is
 * shown with all that is known.
 */
export function explainError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error) && !(error instanceof InvalidIdentifier)) return error.stack ?? error.message;
  const explanation = 'explanation' in error && Array.isArray(error.explanation) ? error.explanation : [];
  return [error.message, ...explanation.map((line) => `  ${line}`)].join('\n');
}
