import type { RestRequest } from '../rest/rest-request.ts';
import { type Fault, type FaultRule, type FaultRuleInput, faultRuleSchema } from './fault-rule.ts';

interface ArmedRule {
  readonly rule: FaultRule;
  passing: number;
  striking: number;
}

/** The rules in force; the first that matches a request strikes it. */
export class Faults {
  #armed: ArmedRule[] = [];

  inject(input: FaultRuleInput): void {
    const rule = faultRuleSchema.parse(input);
    this.#armed.push({ rule, passing: rule.after, striking: rule.times });
  }

  clear(): void {
    this.#armed = [];
  }

  /** How many rules have not struck out yet. */
  get count(): number {
    return this.#armed.length;
  }

  /** The fault that strikes this request, if one does. */
  strike(request: RestRequest): Fault | undefined {
    const hit = this.#armed.find(({ rule }) => isMatch(rule, request));
    if (hit === undefined) return undefined;
    if (hit.passing > 0) {
      hit.passing -= 1;
      return undefined;
    }
    hit.striking -= 1;
    if (hit.striking === 0) this.#armed = this.#armed.filter((armed) => armed !== hit);
    return hit.rule;
  }
}

function isMatch({ match }: FaultRule, request: RestRequest): boolean {
  if (match.method !== undefined && match.method !== request.method) return false;
  return match.path === undefined || new RegExp(match.path).test(request.path);
}
