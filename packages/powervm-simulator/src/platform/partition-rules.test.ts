import { describe, expect, it } from 'vitest';
import { availableMemory, availableProcessors } from './available-resources.ts';
import { changePartition } from './change-partition.ts';
import { createClientNetworkAdapter } from './create-client-network-adapter.ts';
import { type CreatePartitionRequest, createPartition } from './create-partition.ts';
import { deletePartition } from './delete-partition.ts';
import type { LogicalPartition } from './platform-state.ts';
import {
  checkOsShutdown,
  endOperatingSystem,
  powerOffPartition,
  powerOnPartition,
} from './set-partition-power.ts';
import { expectRefusal, openSmallHost, type Rule, type SmallHost } from './small-host.fixture.ts';

const memory = { minimum: 1_024, desired: 2_048, maximum: 4_096 };
const processors = {
  dedicated: false,
  minimumUnits: 0.1,
  desiredUnits: 0.5,
  maximumUnits: 1,
  minimumVirtual: 1,
  desiredVirtual: 1,
  maximumVirtual: 2,
  sharingMode: 'uncapped',
  uncappedWeight: 64,
};

function create(host: SmallHost, wish: Partial<CreatePartitionRequest> = {}): LogicalPartition {
  return createPartition(host.platform, {
    system: host.system.uuid,
    name: 'new',
    memory,
    processors,
    ...wish,
  });
}

function at(host: SmallHost, partition: string) {
  return { system: host.system.uuid, partition };
}

const rules: readonly Rule[] = [
  [
    'a name of 32 characters',
    'SIM-PARTITION-NAME',
    /1 to 31/,
    (host) => create(host, { name: 'x'.repeat(32) }),
  ],
  [
    'a name with a quote',
    'SIM-PARTITION-NAME',
    /is no partition name/,
    (host) => create(host, { name: 'a"b' }),
  ],
  [
    'the name of a VIOS',
    'SIM-PARTITION-NAME-IN-USE',
    /is named vios1 already/,
    (host) => create(host, { name: 'vios1' }),
  ],
  [
    'the UUID of another',
    'SIM-PARTITION-UUID-IN-USE',
    /already/,
    (host) => create(host, { uuid: host.lpar(0).toLowerCase() }),
  ],
  ['the id of another', 'SIM-PARTITION-ID', /id 1 is in use/, (host) => create(host, { id: 1 })],
  [
    'memory out of order',
    'SIM-MEMORY',
    /not in this order/,
    (host) => create(host, { memory: { ...memory, minimum: 4_096 } }),
  ],
  [
    'memory in part of a block',
    'SIM-MEMORY',
    /blocks of 256 MB/,
    (host) => create(host, { memory: { ...memory, desired: 2_000 } }),
  ],
  [
    'more memory than there is',
    'SIM-MEMORY',
    /more than small-9009-42A has/,
    (host) => create(host, { memory: { minimum: 256, desired: 8_388_608, maximum: 8_388_608 } }),
  ],
  [
    'too small a share of a processor',
    'SIM-PROCESSORS',
    /takes 0.05 to 1/,
    (host) =>
      create(host, {
        processors: { ...processors, desiredVirtual: 2, desiredUnits: 0.05, minimumUnits: 0.05 },
      }),
  ],
  [
    'an unknown compatibility mode',
    'SIM-COMPATIBILITY-MODE',
    /has default, POWER8/,
    (host) => create(host, { pendingCompatibilityMode: 'POWER11' }),
  ],
  [
    'too many slots',
    'SIM-MAXIMUM-SLOTS',
    /2 to 32767/,
    (host) => create(host, { maximumVirtualSlots: 40_000 }),
  ],
  [
    'removing one that runs',
    'SIM-PARTITION-ACTIVE',
    /is running/,
    (host) => deletePartition(host.platform, at(host, host.lpar(0))),
  ],
  [
    'new limits for one that runs',
    'SIM-PARTITION-ACTIVE',
    /limits/,
    (host) =>
      changePartition(host.platform, {
        ...at(host, host.lpar(0)),
        memory: { minimum: 2_048, desired: 4_096, maximum: 16_384 },
      }),
  ],
  [
    'fewer slots than adapters need',
    'SIM-MAXIMUM-SLOTS',
    /are not 3 to/,
    (host) => changePartition(host.platform, { ...at(host, host.lpar(1)), maximumVirtualSlots: 2 }),
  ],
  [
    'turning on more memory than is free',
    'SIM-MEMORY-SHORT',
    /has 1024 MB available/,
    (host) => {
      host.system.memory.unaccounted = availableMemory(host.system) - 1_024;
      powerOnPartition(host.platform, at(host, host.lpar(1)));
    },
  ],
  [
    'turning on more processors than are free',
    'SIM-PROCESSORS-SHORT',
    /has 0.25 available/,
    (host) => {
      host.system.processors.unaccounted = availableProcessors(host.system) - 0.25;
      powerOnPartition(host.platform, at(host, host.lpar(1)));
    },
  ],
  [
    'a shutdown by RMC without RMC',
    'SIM-RMC-INACTIVE',
    /is not told to shut down/,
    (host) => {
      Object.assign(host.system.partitions[0] ?? {}, { rmc: 'inactive' });
      checkOsShutdown(host.platform, at(host, host.lpar(0)));
    },
  ],
  [
    'a shutdown of a system that hangs',
    'SIM-OS-SHUTDOWN',
    /within 60 s/,
    (host) => {
      Object.assign(host.system.partitions[0] ?? {}, { osResponsive: false });
      endOperatingSystem(host.platform, at(host, host.lpar(0)));
    },
  ],
];

describe('refused is', () => {
  it.each(rules)('%s: %s', (_what, code, words, attempt) => {
    const host = openSmallHost();
    expectRefusal(() => attempt(host), { code, words });
  });
});

describe('a partition', () => {
  it('is off when it is new, keeps the UUID of its maker and starts only when told', () => {
    const host = openSmallHost();
    const made = create(host, { uuid: '989ffb20-5d19-4a8c-bb80-13650627d985' });
    expect(made).toMatchObject({
      uuid: '189FFB20-5D19-4A8C-BB80-13650627D985',
      id: 5,
      state: 'not activated',
      autoStart: false,
      maximumVirtualSlots: 64,
      clientNetworkAdapters: [],
    });
    expect(host.events.at(-1)).toEqual({ kind: 'ADD', path: ['LogicalPartition', made.uuid], details: [] });
  });

  it('holds memory and processors from power on to power off, and shows the newest mode', () => {
    const host = openSmallHost();
    const figures = () => [availableMemory(host.system), availableProcessors(host.system)];
    const before = figures();
    const made = create(host);
    expect([figures(), made.compatibilityMode]).toEqual([before, 'default']);
    powerOnPartition(host.platform, at(host, made.uuid));
    expect([figures(), made.compatibilityMode]).toEqual([
      [(before[0] ?? 0) - 2_048, (before[1] ?? 0) - 0.5],
      'POWER9',
    ]);
    const more = { memory: { ...memory, desired: 3_072 }, ...at(host, made.uuid) };
    expectRefusal(() => changePartition(host.platform, more), { code: 'SIM-RMC-INACTIVE', words: /RMC/ });
    made.rmc = 'active';
    changePartition(host.platform, more);
    expect(figures()[0]).toBe((before[0] ?? 0) - 3_072);
    powerOffPartition(host.platform, at(host, made.uuid));
    expect(figures()).toEqual(before);
  });

  it('takes its vNICs, logical ports, adapters and slot numbers along when it is removed', () => {
    const host = openSmallHost();
    const before = JSON.stringify(host.system.logicalPorts);
    const made = create(host);
    host.vnic({ partition: made.uuid });
    host.direct({ owner: made.uuid });
    createClientNetworkAdapter(host.platform, {
      ...at(host, made.uuid),
      slot: 'low',
      portVlanId: 4_094,
      virtualSwitch: host.system.virtualSwitches[1]?.uuid ?? '',
    });
    expect(host.system.logicalPorts).toHaveLength(3);
    deletePartition(host.platform, at(host, made.uuid));
    expect(JSON.stringify(host.system.logicalPorts)).toBe(before);
    expect(host.system.partitions.map(({ name }) => name)).toEqual(['lpar1', 'lpar2']);
    expect(create(host).id).toBe(5);
  });
});
