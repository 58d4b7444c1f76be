import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditPlan, explainPlan, planVnic, type VnicLimits } from '../../src/index.ts';
import { buildHost, buildRequest, type HostSpec, partitionUuid, type RequestSpec } from '../build-host.ts';

interface Scenario {
  readonly title: string;
  readonly host: HostSpec;
  readonly request: RequestSpec;
  /** Number of the partition that asks, from 1. */
  readonly partition?: number;
  readonly limits?: VnicLimits;
}

const folder = new URL('.', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('what the planner says of a host, word for word', () => {
  it.each(files)('%s', async (file) => {
    const scenario = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
    const snapshot = buildHost(scenario.host);
    const request = buildRequest(scenario.request);
    const { limits, partition = 1 } = scenario;
    const given = { snapshot, request, reservations: [], limits, partition: partitionUuid(partition) };
    const plan = planVnic(given);
    const text = [scenario.title, '', ...explainPlan(plan), ''].join('\n');
    await expect(text).toMatchFileSnapshot(file.replace('.json', '.txt'));
    if (plan.feasible) expect(auditPlan({ ...given, plan })).toEqual([]);
  });
});
