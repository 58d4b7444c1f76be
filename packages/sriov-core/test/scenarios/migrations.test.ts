import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainMigration, predictMigration } from '../../src/index.ts';
import { buildHost, type HostSpec, partitionUuid } from '../build-host.ts';

interface Scenario {
  readonly title: string;
  readonly source: HostSpec;
  readonly target: HostSpec;
}

const folder = new URL('migrations/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('what a migration would find on its target, word for word', () => {
  it.each(files)('%s', async (file) => {
    const scenario = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
    const forecast = predictMigration({
      source: buildHost(scenario.source),
      partitionUuid: partitionUuid(1),
      target: buildHost(scenario.target),
      reservations: [],
    });
    const text = [scenario.title, '', ...explainMigration(forecast), ''].join('\n');
    await expect(text).toMatchFileSnapshot(`migrations/${file.replace('.json', '.txt')}`);
  });
});
