import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkHost, checkVnic, explainFinding, type KnownLevels, type WantedVnic } from '../../src/index.ts';
import { buildHost, type HostSpec, viosUuid } from '../build-host.ts';

interface Scenario {
  readonly title: string;
  readonly host: HostSpec;
  /** VIOSes by their number, from 1. */
  readonly levels?: { readonly firmware: string; readonly vioses: Readonly<Record<string, string>> };
  readonly wanted: WantedVnic;
}

const folder = new URL('findings/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

describe('what is not well, word for word', () => {
  it.each(files)('%s', async (file) => {
    const { title, host, levels, wanted } = JSON.parse(
      readFileSync(new URL(file, folder), 'utf8'),
    ) as Scenario;
    const snapshot = buildHost(host);
    const findings = [
      ...checkHost({ snapshot, ...(levels && { levels: knownLevels(levels) }) }),
      ...snapshot.vnics.flatMap((vnic) => checkVnic({ snapshot, vnic, wanted })),
    ];
    const text = [title, '', ...findings.map(explainFinding), ''].join('\n');
    await expect(text).toMatchFileSnapshot(`findings/${file.replace('.json', '.txt')}`);
  });
});

function knownLevels({ firmware, vioses }: NonNullable<Scenario['levels']>): KnownLevels {
  const entries = Object.entries(vioses).map(([number, level]) => [viosUuid(Number(number)), level] as const);
  return { firmware, vioses: new Map(entries) };
}
