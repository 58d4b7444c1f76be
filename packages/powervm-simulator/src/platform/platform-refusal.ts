/** Codes that real consoles answer [H][R]; all others are the simulator's own. DIFFERENCES.md lists every one. */
export type RefusalCode =
  | 'HSCL1288'
  | 'HSCL1293'
  | 'HSCL1295'
  | 'HSCL1558'
  | 'HSCL294D'
  | 'HSCL3681'
  | `SIM-${string}`;

/** Why the platform did not do what was asked; nothing has changed. `status` is the HTTP status of the answer. */
export class PlatformRefusal extends Error {
  override readonly name = 'PlatformRefusal';

  constructor(
    readonly status: number,
    readonly code: RefusalCode,
    readonly reason: string,
    during?: string,
  ) {
    // A console wraps the reason of a failed change to an adapter in HSCL127D [H].
    super(during === undefined ? `${code} ${reason}` : `HSCL127D ${during}: ${code} ${reason}`);
  }
}

/** Tells in the message of a refusal what was being done. */
export function explainRefusal<Result>(during: string, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof PlatformRefusal && error.code.startsWith('HSCL')) {
      throw new PlatformRefusal(error.status, error.code, error.reason, during);
    }
    throw error;
  }
}
