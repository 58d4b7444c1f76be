import { explainConstraint } from '../src/explain/explain-constraint.ts';
import { planVnic } from '../src/plan-vnic.ts';
import type { Planned } from '../src/vnic-plan.ts';
import { buildHost, buildRequest, type HostSpec, type RequestSpec } from './build-host.ts';

export function planOn(host: HostSpec, request: RequestSpec = {}) {
  return planVnic({ snapshot: buildHost(host), request: buildRequest(request), reservations: [] });
}

export function planned(host: HostSpec, request: RequestSpec = {}): Planned {
  const plan = planOn(host, request);
  if (!plan.feasible) throw new Error(explainConstraint(plan.constraint).problem);
  return plan;
}

export function obstacle(host: HostSpec, request: RequestSpec = {}) {
  const plan = planOn(host, request);
  return plan.feasible ? 'feasible' : explainConstraint(plan.constraint);
}

/** `card/port/VIOS` in the order of failover. */
export function pathsOf({ devices }: Planned): readonly string[] {
  return devices.map(({ adapterId, portId, viosName }) => `${adapterId}/${portId}/${viosName}`);
}

export const one = { ports: [{}] };
export const two = { ports: [{}, {}] };
