import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditPlan, explainPlan, planVnic } from '../../src/index.ts';
import { buildHost, buildRequest, type HostSpec, type RequestSpec } from '../build-host.ts';

interface Scenario {
  readonly title: string;
  readonly host: HostSpec;
  readonly request: RequestSpec;
}

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('what the planner says of a host, word for word', () => {
  it.each(files)('%s', async (file) => {
    const scenario = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
    const snapshot = buildHost(scenario.host);
    const request = buildRequest(scenario.request);
    const plan = planVnic({ snapshot, request, reservations: [] });
    const text = [scenario.title, '', ...explainPlan(plan), ''].join('\n');
    await expect(text).toMatchFileSnapshot(file.replace('.json', '.txt'));
    if (plan.feasible) expect(auditPlan({ snapshot, request, reservations: [], plan })).toEqual([]);
  });
});
