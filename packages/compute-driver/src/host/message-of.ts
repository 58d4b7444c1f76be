/** What a failure says, for a sentence that tells what came of it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
