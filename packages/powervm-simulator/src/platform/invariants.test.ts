import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallPartition } from '../world/small-partition.ts';
import { changePartition } from './change-partition.ts';
import { checkInvariants } from './check-invariants.fixture.ts';
import { createPartition } from './create-partition.ts';
import { deleteLogicalPort } from './delete-logical-port.ts';
import { deletePartition } from './delete-partition.ts';
import { deleteVnic } from './delete-vnic.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import { failAdapter, returnAdapter } from './set-adapter-health.ts';
import { plugCable, pullCable } from './set-cable.ts';
import { powerOffPartition, powerOnPartition } from './set-partition-power.ts';
import { disconnectSystem, reconnectSystem } from './set-system-connection.ts';
import { startSystem, stopSystem } from './set-system-power.ts';
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
  fc.record({ which: index, units: fc.integer({ min: 1, max: 20 }) }).map(({ which, units }) => ({
    name: `create partition new${which}`,
    run: ({ platform, system }: SmallHost) => {
      const { memory, processors } = smallPartition();
      const processorsWish = { ...processors, desiredUnits: units / 10 };
      const wish = { system: system.uuid, name: `new${which}`, memory, processors: processorsWish };
      createPartition(platform, wish);
    },
  })),
  fc.nat({ max: 3 }).map((which) => ({
    name: `delete partition ${which}`,
    run: ({ platform, system }: SmallHost) => {
      const partition = system.partitions[which];
      if (partition) deletePartition(platform, { system: system.uuid, partition: partition.uuid });
    },
  })),
  fc.record({ which: fc.nat({ max: 3 }), blocks: fc.nat({ max: 40 }) }).map(({ which, blocks }) => ({
    name: `give partition ${which} ${blocks} blocks`,
    run: ({ platform, system }: SmallHost) => {
      const partition = system.partitions[which];
      if (partition === undefined) return;
      const memory = { ...partition.memory, desired: blocks * 256 };
      changePartition(platform, { system: system.uuid, partition: partition.uuid, memory });
    },
  })),
  fc.boolean().map((on) => ({
    name: `system ${on ? 'on' : 'off'}`,
    run: ({ platform, system }: SmallHost) =>
      (on ? startSystem : stopSystem)(platform, { system: system.uuid }),
  })),
  fc.boolean().map((up) => ({
    name: `connection ${up ? 'up' : 'down'}`,
    run: ({ platform, system }: SmallHost) =>
      (up ? reconnectSystem : disconnectSystem)(platform, { system: system.uuid }),
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
        perform(steps, ({ platform }) => checkInvariants(platform.state));
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
