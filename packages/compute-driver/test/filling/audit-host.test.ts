import { loadWorld } from '@powervm-sriov/powervm-simulator';
import { capacityOf } from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, test } from 'vitest';
import { simulatedHost } from '../simulated-host.ts';
import { auditHost } from './audit-host.ts';
import { fillHost } from './fill-host.ts';
import type { FilledHost, TrueSystem } from './filled-host.ts';
import { hostFacts } from './host-facts.ts';

/** What would be wrong with a host of four ports, each with room for two, that is full with four vNICs. */
const faults: readonly (readonly [finding: string, spoil: (system: TrueSystem) => void])[] = [
  ['C8-T1: 110% are given away', ({ logicalPorts: [first] }) => set(first, { capacity: '60.0%' })],
  ['C8-T1: a share is no multiple of 1%', ({ logicalPorts: [first] }) => set(first, { capacity: '49.5%' })],
  ['is there twice', ({ vnics: [first, second] }) => set(second, { mac: first?.mac })],
  ['the logical port behind', ({ logicalPorts: [first] }) => set(first, { owner: 'vios9' })],
  ['is served by vios9', ({ vnics: [first] }) => set(first?.backingDevices[0], { vios: 'vios9' })],
  [
    'is served by one VIOS',
    ({ vnics: [first] }) => {
      for (const device of first?.backingDevices ?? []) set(device, { vios: 'vios1' });
    },
  ],
  [
    'has two devices on one port',
    ({ vnics: [first] }) => set(first?.backingDevices[1], { location: first?.backingDevices[0]?.location }),
  ],
  ['is on one adapter', ({ vnics: [first] }) => set(first?.backingDevices[1], { adapter: 1 })],
  [
    'has not just one active device',
    ({ vnics: [first] }) => set(first?.backingDevices[1], { isActive: true }),
  ],
  ['has 1 devices', ({ vnics: [first] }) => void first?.backingDevices.pop()],
  ['is not there', ({ vnics }) => void vnics.pop()],
];

test('the audit is silent about a host that was filled well, and finds each fault', async () => {
  const world = await loadWorld('small');
  const { host, simulator } = await simulatedHost({ world });
  const shape = { redundancy: 2, redundancyPolicy: 'strict', capacity: capacityOf(5_000) } as const;
  const networks = ['prod_net'];
  const plugged = await fillHost({ host }, { shape, networks, width: 1 });
  const state = simulator.control.state();
  const filled: FilledHost = { facts: hostFacts(world, state), state, shape, plugged, full: networks };
  expect(auditHost(filled)).toEqual([]);

  for (const [finding, spoil] of faults) {
    const spoilt = structuredClone(state);
    for (const system of spoilt.systems) spoil(system);
    expect(auditHost({ ...filled, state: spoilt }).join('\n')).toContain(finding);
  }

  const emptier = structuredClone(state);
  for (const { vnics, logicalPorts } of emptier.systems) {
    const gone = vnics.shift()?.mac;
    logicalPorts.splice(0, Infinity, ...logicalPorts.filter(({ mac }) => mac !== gone));
  }
  expect(auditHost({ ...filled, plugged: plugged.slice(1), state: emptier })).toContain(
    'one more vNIC fits on prod_net',
  );
});

function set<Thing extends object>(
  thing: Thing | undefined,
  change: { readonly [Key in keyof Thing]?: unknown },
) {
  if (thing === undefined) throw new Error('the host is full');
  Object.assign(thing, change);
}
