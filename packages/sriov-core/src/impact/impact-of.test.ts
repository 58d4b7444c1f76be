import { parseLocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryUsedHost } from '../../test/arbitrary-host.ts';
import { buildHost, viosUuid } from '../../test/build-host.ts';
import { explainImpact } from '../explain/explain-impact.ts';
import type { BackingDeviceSnapshot, HostSnapshot } from '../host-snapshot.ts';
import { impactOf, type Loss } from './impact-of.ts';

const snapshot = buildHost({
  partitions: [{ name: 'web1' }],
  vnics: [
    { mac: 'AE7A25E59A01', devices: ['1/0/1', '2/0/2'] },
    { mac: 'AE7A25E59A02', devices: ['1/0/1', '1/1/2'] },
    { mac: 'AE7A25E59A03', devices: ['2/0/2', '1/1/1', '2/1/1'] },
    { mac: 'AE7A25E59A04', devices: ['1/0/1', '2/0/2'], statuses: ['OPERATIONAL', 'LINK_DOWN'] },
    { mac: 'AE7A25E59A05', devices: ['2/1/2'] },
  ],
});

describe('impactOf', () => {
  it('tells who is cut off, who keeps one path, who stays redundant', () => {
    const adapter = { kind: 'adapter', location: parseLocationCode('U78C7.001.RCH0004-P1-C8') } as const;
    expect(explainImpact(impactOf({ snapshot, loss: adapter }))).toEqual([
      'without adapter U78C7.001.RCH0004-P1-C8: 4 vNICs touched, 1 untouched',
      '  Cut off (2):',
      '    - vNIC ae:7a:25:e5:9a:02 of partition web1: loses U78C7.001.RCH0004-P1-C8-T1 and U78C7.001.RCH0004-P1-C8-T2, which carries its traffic; keeps nothing that works',
      '    - vNIC ae:7a:25:e5:9a:04 of partition web1: loses U78C7.001.RCH0004-P1-C8-T1, which carries its traffic; keeps nothing that works',
      '  Left with one path (1):',
      '    - vNIC ae:7a:25:e5:9a:01 of partition web1: loses U78C7.001.RCH0004-P1-C8-T1, which carries its traffic; keeps U78C7.001.RCH0004-P1-C9-T1 through vios2',
      '  Still redundant (1):',
      '    - vNIC ae:7a:25:e5:9a:03 of partition web1: loses U78C7.001.RCH0004-P1-C8-T2; keeps U78C7.001.RCH0004-P1-C9-T1 through vios2 and U78C7.001.RCH0004-P1-C9-T2 through vios1',
    ]);
  });

  it('says when the host has no such part', () => {
    const loss = { kind: 'vios', uuid: viosUuid(9) } as const;
    expect(explainImpact(impactOf({ snapshot, loss }))).toEqual([
      'this host has no VIOS 3443DB77-AED1-47ED-9AA5-3DB9C6CF0009',
    ]);
  });

  it('says of every vNIC what a look at the host without that part says', () => {
    fc.assert(
      fc.property(arbitraryUsedHost, fc.nat(), (host, pick) => {
        const losses = everyLoss(host);
        const loss = losses[pick % losses.length];
        if (loss === undefined) return;
        const impact = impactOf({ snapshot: host, loss });
        const rest = withoutPart(host, loss);
        const paths = new Map(
          host.vnics.map(({ mac, devices }) => [mac, devices.filter((each) => isThere(each, rest)).length]),
        );
        const { stillRedundant, losesRedundancy, losesAllPaths, untouched } = impact;
        for (const { mac } of losesAllPaths) expect(paths.get(mac)).toBe(0);
        for (const { mac } of losesRedundancy) expect(paths.get(mac)).toBe(1);
        for (const { mac } of stillRedundant) expect(paths.get(mac)).toBeGreaterThan(1);
        const same = host.vnics.filter(({ mac, devices }) => paths.get(mac) === devices.length).length;
        expect(untouched).toBe(same);
        expect(untouched + stillRedundant.length + losesRedundancy.length + losesAllPaths.length).toBe(
          host.vnics.length,
        );
      }),
      { numRuns: 300 },
    );
  });
});

function everyLoss({ adapters, vioses }: HostSnapshot): readonly Loss[] {
  return [
    ...adapters.map(({ location }) => ({ kind: 'adapter', location }) as const),
    ...adapters.flatMap(({ ports }) => ports.map(({ location }) => ({ kind: 'port', location }) as const)),
    ...vioses.map(({ uuid }) => ({ kind: 'vios', uuid }) as const),
  ];
}

/** The host with the part really taken out of it. */
function withoutPart(host: HostSnapshot, loss: Loss): HostSnapshot {
  const left = <Part extends { readonly location: string }>(parts: readonly Part[]) =>
    parts.filter(({ location }) => loss.kind === 'vios' || location !== loss.location);
  return {
    ...host,
    adapters: left(host.adapters).map((adapter) => ({ ...adapter, ports: left(adapter.ports) })),
    vioses: host.vioses.filter(({ uuid }) => loss.kind !== 'vios' || uuid !== loss.uuid),
  };
}

function isThere({ adapterId, portId, viosUuid: uuid }: BackingDeviceSnapshot, host: HostSnapshot): boolean {
  const ports = host.adapters.flatMap((adapter) => adapter.ports);
  const port = ports.some((each) => each.adapterId === adapterId && each.portId === portId);
  return port && host.vioses.some((vios) => vios.uuid === uuid);
}
