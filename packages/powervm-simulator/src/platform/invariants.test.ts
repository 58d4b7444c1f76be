import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteLogicalPort } from './delete-logical-port.ts';
import { deleteVnic } from './delete-vnic.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ManagedSystem } from './platform-state.ts';
import { adapterLogicalPortCount, allocationOf, freeVirtualFunctions } from './port-allocation.ts';
import { failAdapter, returnAdapter } from './set-adapter-health.ts';
import { plugCable, pullCable } from './set-cable.ts';
import { powerOffPartition, powerOnPartition } from './set-partition-power.ts';
import { startVios, stopVios } from './set-vios-power.ts';
import { openSmallHost, type SmallHost } from './small-host.fixture.ts';

type Step = { readonly name: string; run(host: SmallHost): void };

const index = fc.nat({ max: 1 });
const capacity = fc.constantFrom('1.0%', '2.0%', '7.0%', '33.0%', '99.0%', '0.5%');
const device = fc.record({ vios: index, adapter: fc.nat({ max: 2 }), port: fc.nat({ max: 2 }), capacity });
const ports = [8, 9].flatMap((slot) => [1, 2].map((port) => `U78D3.001.WZS0001-P1-C${slot}-T${port}`));

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ lpar: index, devices: fc.array(device, { maxLength: 4 }) }).map(({ lpar, devices }) => ({
    name: `create a vNIC of ${devices.length} devices`,
    run: (host: SmallHost) =>
      void host.vnic({
        partition: host.lpar(lpar),
        backingDevices: devices.map((given) => ({ ...given, vios: host.vios(given.vios) })),
      }),
  })),
  fc.record({ lpar: index, which: fc.nat({ max: 5 }) }).map(({ lpar, which }) => ({
    name: `delete vNIC ${which}`,
    run: ({ platform, system, lpar: uuid }: SmallHost) => {
      const vnic = system.partitions[lpar]?.vnics[which];
      if (vnic) deleteVnic(platform, { system: system.uuid, partition: uuid(lpar), vnic: vnic.uuid });
    },
  })),
  fc
    .record({ lpar: index, which: fc.nat({ max: 3 }), devices: fc.array(device, { maxLength: 3 }) })
    .map(({ lpar, which, devices }) => ({
      name: `change vNIC ${which}`,
      run: (host: SmallHost) => {
        const vnic = host.system.partitions[lpar]?.vnics[which];
        const backingDevices = devices.map((given) => ({ ...given, vios: host.vios(given.vios) }));
        if (vnic) host.change(vnic, { partition: host.lpar(lpar), backingDevices });
      },
    })),
  fc.record({ owner: index, adapter: fc.nat({ max: 2 }), port: index, capacity }).map((wish) => ({
    name: 'create a logical port',
    run: (host: SmallHost) => void host.direct({ ...wish, owner: host.lpar(wish.owner) }),
  })),
  fc.nat({ max: 20 }).map((which) => ({
    name: `delete logical port ${which}`,
    run: ({ platform, system }: SmallHost) => {
      const logicalPort = system.logicalPorts[which];
      if (logicalPort) deleteLogicalPort(platform, { system: system.uuid, logicalPort: logicalPort.uuid });
    },
  })),
  fc.record({ port: fc.constantFrom(...ports), out: fc.boolean() }).map(({ port, out }) => ({
    name: `${out ? 'pull' : 'plug'} ${port}`,
    run: ({ platform }: SmallHost) => (out ? pullCable : plugCable)(platform, port),
  })),
  fc.record({ card: fc.constantFrom(...ports), out: fc.boolean() }).map(({ card, out }) => ({
    name: `${out ? 'fail' : 'return'} ${card}`,
    run: ({ platform }: SmallHost) => (out ? failAdapter : returnAdapter)(platform, card.slice(0, -3)),
  })),
  fc.record({ which: index, on: fc.boolean() }).map(({ which, on }) => ({
    name: `${on ? 'start' : 'stop'} VIOS ${which}`,
    run: ({ platform, system, vios }: SmallHost) =>
      (on ? startVios : stopVios)(platform, { system: system.uuid, vios: vios(which) }),
  })),
  fc.record({ which: index, on: fc.boolean() }).map(({ which, on }) => ({
    name: `power ${on ? 'on' : 'off'} partition ${which}`,
    run: ({ platform, system, lpar }: SmallHost) =>
      (on ? powerOnPartition : powerOffPartition)(platform, { system: system.uuid, partition: lpar(which) }),
  })),
  fc.nat({ max: 30_000 }).map((ms) => ({
    name: `wait ${ms} ms`,
    run: ({ clock }: SmallHost) => clock.advance(ms),
  })),
);

function perform(steps: readonly Step[], afterEach: (host: SmallHost) => void = () => undefined): SmallHost {
  const host = openSmallHost();
  for (const { run } of steps) {
    try {
      run(host);
    } catch (error) {
      if (!(error instanceof PlatformRefusal)) throw error;
    }
    afterEach(host);
  }
  return host;
}

describe('whatever is done', () => {
  it('no limit is passed, and logical ports and devices belong together', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        perform(steps, ({ system }) => {
          checkPorts(system);
          checkVnics(system);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('the same world and steps give the same state', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        expect(perform(steps).platform.state).toEqual(perform(steps).platform.state);
      }),
      { numRuns: 30 },
    );
  });
});

function checkPorts(system: ManagedSystem): void {
  for (const adapter of system.adapters) {
    const count = adapterLogicalPortCount(system, adapter);
    expect(count + freeVirtualFunctions(system, adapter).length).toBe(adapter.maximumLogicalPorts);
    for (const port of adapter.ports) {
      const { capacity: allocated, logicalPorts } = allocationOf(system, adapter, port);
      expect(allocated).toBeLessThanOrEqual(100_00);
      expect(allocated % port.minimumEthernetCapacityGranularity).toBe(0);
      expect(logicalPorts).toBeLessThanOrEqual(port.configuredMaxEthernetLogicalPorts);
    }
  }
}

function checkVnics(system: ManagedSystem): void {
  const vnics = system.partitions.flatMap(({ vnics: own }) => own);
  const behind = vnics.flatMap((vnic) => vnic.backingDevices.map(({ logicalPort }) => logicalPort)).sort();
  const dedicated = system.logicalPorts.filter(({ usage }) => usage === 'DEDICATED_VNIC');
  expect(dedicated.map(({ uuid }) => uuid).sort()).toEqual(behind);
  for (const vnic of vnics) {
    const places = new Set(vnic.backingDevices.map(({ adapter, port }) => `${adapter} ${port}`));
    expect(places.size).toBe(vnic.backingDevices.length);
    expect(vnic.backingDevices.filter(({ isActive }) => isActive)).toHaveLength(1);
    const healthy = vnic.backingDevices.filter(({ status }) => status === 'OPERATIONAL');
    if (healthy.length > 0) expect(healthy.some(({ isActive }) => isActive)).toBe(true);
  }
  const slots = system.partitions.map(({ vnics: own, clientNetworkAdapters }) => [
    ...own.map(({ slot }) => slot),
    ...clientNetworkAdapters.map(({ slot }) => slot),
  ]);
  for (const taken of slots) expect(new Set(taken).size).toBe(taken.length);
}
