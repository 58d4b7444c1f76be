import { HostError } from '../host/host-error.ts';

/** Undoes what an act had done before it failed, and fails as the act did; what could not be undone is told as well. */
export async function undoAfter(failure: unknown, id: string, undo: () => Promise<unknown>): Promise<never> {
  try {
    await undo();
  } catch (error) {
    const left = messageOf(error);
    throw new HostError(
      'MIGRATION_FAILED',
      `${messageOf(failure)}; and it was not undone: ${left}; resume migration ${id} when that is mended`,
      { cause: failure, explanation: [...explanationOf(failure), left] },
    );
  }
  throw failure;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function explanationOf(error: unknown): readonly string[] {
  return error instanceof HostError ? error.explanation : [];
}
