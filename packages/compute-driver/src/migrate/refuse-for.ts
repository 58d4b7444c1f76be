import { HostError } from '../host/host-error.ts';

/** @throws HostError MIGRATION_REFUSED when there is any reason; the first ones are in its message, all in its explanation. */
export function refuseFor(reasons: readonly string[], what: string): void {
  if (reasons.length === 0) return;
  const told = reasons.slice(0, toldInLine).map((line) => line.trim());
  const more =
    reasons.length <= toldInLine ? '' : ` (and ${reasons.length - toldInLine} more lines of explanation)`;
  throw new HostError('MIGRATION_REFUSED', `${what}: ${told.join('; ')}${more}`, { explanation: reasons });
}

const toldInLine = 3;
