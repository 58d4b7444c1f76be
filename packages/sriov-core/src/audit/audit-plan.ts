import type { AuditCase, AuditFinding } from './audit-case.ts';
import { auditClaims } from './audit-claims.ts';
import { auditCordons } from './audit-cordons.ts';
import { auditDevices } from './audit-devices.ts';
import { auditLimits } from './audit-limits.ts';
import { auditTotals } from './audit-totals.ts';
import { auditVnic } from './audit-vnic.ts';
import { locate } from './locate.ts';

/*
 * The second opinion on a plan: every hard rule, written down once more from the rules themselves. It shares types with
 * the planner and no code, so that one mistake cannot hide in both.
 */

/** Every hard rule that the plan breaks on this host; none means that it may be carried out. */
export function auditPlan(given: AuditCase): readonly AuditFinding[] {
  const located = given.plan.devices.map((device) => locate(device, given.snapshot));
  return [
    ...auditVnic(given),
    ...auditCordons(located, given),
    ...auditDevices(located, given),
    ...auditTotals(located, given),
    ...auditLimits(given),
    ...auditClaims(given),
  ];
}
