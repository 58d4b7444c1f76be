import { parseLocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, it } from 'vitest';
import { buildHost, buildRequest, viosUuid } from '../test/build-host.ts';
import { auditPlan } from './audit/audit-plan.ts';
import type { Cordon } from './cordon.ts';
import { explainPlan } from './explain-plan.ts';
import { planVnic } from './plan-vnic.ts';

const card = parseLocationCode('U78C7.001.RCH0004-P1-C8');
const port = parseLocationCode('U78C7.001.RCH0004-P1-C9-T1');
const note = 'new firmware, CHG0042';
const snapshot = buildHost({ vioses: [{}, {}, {}] });

function planned(cordons: readonly Cordon[]) {
  return planVnic({ snapshot, request: buildRequest({ redundancy: 1 }), reservations: [], cordons });
}

describe('a maintenance mark', () => {
  it.each<[string, Cordon, string]>([
    ['an adapter', { kind: 'adapter', location: card, note }, `adapter ${card} is in maintenance (${note})`],
    ['a port', { kind: 'port', location: port, note }, `port ${port}: in maintenance (${note})`],
    ['a VIOS', { kind: 'vios', uuid: viosUuid(1), note }, `VIOS vios1 is in maintenance (${note})`],
  ])('keeps new devices off %s and says who set it', (_, cordon, line) => {
    const plan = planned([cordon]);
    expect(plan.feasible).toBe(true);
    expect(explainPlan(plan)).toContain(`    - ${line}`);
  });

  it('on the host refuses every vNIC', () => {
    expect(explainPlan(planned([{ kind: 'host', note }])).slice(0, 3)).toEqual([
      "vNIC fa:16:3e:0e:f6:ec on network 'prod_net', VLAN 100: 1 backing device cannot be placed",
      `  because system Server-8286-42A is in maintenance (${note})`,
      '  to do:  end its maintenance, or use another system',
    ]);
  });

  it.each<[string, Cordon]>([
    ['host', { kind: 'host', note }],
    ['adapter', { kind: 'adapter', location: card, note }],
    ['port', { kind: 'port', location: parseLocationCode(`${card}-T1`), note }],
    ['VIOS', { kind: 'vios', uuid: viosUuid(1), note }],
  ])('on the %s is seen by the audit, set after the plan was made', (_, cordon) => {
    const request = buildRequest({ redundancy: 1 });
    const plan = planVnic({ snapshot, request, reservations: [] });
    if (!plan.feasible) throw new Error('the vNIC fits');
    const findings = auditPlan({ snapshot, request, reservations: [], cordons: [cordon], plan });
    expect(findings.map(({ rule }) => rule)).toEqual(['cordoned']);
  });
});
