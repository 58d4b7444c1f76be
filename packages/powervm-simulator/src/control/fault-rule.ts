import { z } from 'zod';

/** What may go wrong with a request. `drop-after` is the lost answer: the console has done what was asked. */
const fault = z.discriminatedUnion('fault', [
  z.object({ fault: z.literal('latency'), ms: z.int().min(0).max(600_000) }),
  z.object({ fault: z.enum(['503-xml', '503-html', 'busy', '412', '401', 'drop-before', 'drop-after']) }),
  /** The answer is announced whole, and ends after `keep` bytes (default: half of it). */
  z.object({ fault: z.literal('truncate'), keep: z.int().min(0).optional() }),
  z.object({ fault: z.literal('redirect'), location: z.string() }),
]);

export const faultRuleSchema = z.intersection(
  z.object({
    /** `path` is a regular expression, sought in path and query; what is absent matches everything. */
    match: z
      .object({ method: z.enum(['GET', 'PUT', 'POST', 'DELETE']).optional(), path: regexpText().optional() })
      .default({}),
    /** How many requests it strikes (default 1). */
    times: z.int().min(1).default(1),
    /** How many matching requests pass before it strikes. */
    after: z.int().min(0).default(0),
  }),
  fault,
);

export type FaultRule = z.infer<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;
export type Fault = z.infer<typeof fault>;

function regexpText() {
  return z.string().refine((text) => {
    try {
      new RegExp(text);
      return true;
    } catch {
      return false;
    }
  }, 'is not a regular expression');
}
