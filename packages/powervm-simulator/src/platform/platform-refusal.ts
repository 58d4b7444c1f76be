/** Codes that real consoles answer [H]; all others are the simulator's own and begin with `SIM-`. DIFFERENCES.md lists them. */
export type RefusalCode = 'HSCL1288' | 'HSCL1293' | 'HSCL1295' | 'HSCL294D' | `SIM-${string}`;

/** Why the platform did not do what was asked; nothing has changed. `status` is the HTTP status of the answer. */
export class PlatformRefusal extends Error {
  override readonly name = 'PlatformRefusal';

  constructor(
    readonly status: number,
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
  }
}
