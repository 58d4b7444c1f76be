import { createHash } from 'node:crypto';

/** Names a plan by all that it says: who approves the name approves exactly these steps. */
export function planId(plan: unknown): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 12);
}
