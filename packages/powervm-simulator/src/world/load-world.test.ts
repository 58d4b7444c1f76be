import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVnic } from '../platform/create-vnic.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { buildState } from './build-state.ts';
import { loadWorld, parseWorld, shippedWorlds } from './load-world.ts';
import { openWorld } from './open-world.ts';

describe('the shipped worlds', () => {
  it.each([
    ['small', 'roce-2-port Sriov Running, roce-2-port Sriov Running', 2, 2],
    ['pair', 'roce-2-port Sriov Running, roce-2-port Sriov Running', 2, 4],
  ])('%s is what it says', async (name, _cards, vioses, partitions) => {
    const [system] = buildState(await loadWorld(name)).systems;
    expect([system?.adapters.length, system?.vioses.length, system?.partitions.length]).toEqual([
      2,
      vioses,
      partitions,
    ]);
  });

  it('small has four ports labelled prod_net, one partition running with RMC and one that is off', async () => {
    const [system] = buildState(await loadWorld('small')).systems;
    expect(system?.adapters.flatMap(({ ports }) => ports.map(({ label }) => label))).toEqual(
      Array(4).fill('prod_net'),
    );
    expect(system?.partitions.map(({ name, state, rmc }) => [name, state, rmc])).toEqual([
      ['lpar1', 'running', 'active'],
      ['lpar2', 'not activated', 'inactive'],
    ]);
  });

  it('a VIOS on which NovaLink runs serves vNICs without RMC', async () => {
    const small = await loadWorld('small');
    const [host] = small.systems;
    const vioses = [
      {
        name: 'vios1',
        state: 'running',
        rmc: 'none',
        level: '3.1.4.10',
        vnicCapable: true,
        failoverCapable: true,
        management: true,
        mover: true,
      } as const,
    ];
    const platform = openWorld(
      { ...small, systems: host === undefined ? [] : [{ ...host, vioses }] },
      { clock: new VirtualClock() },
    );
    const [system] = platform.state.systems;
    const [vios] = system?.vioses ?? [];
    const { backingDevices } = createVnic(platform, {
      system: system?.uuid ?? '',
      partition: system?.partitions[0]?.uuid ?? '',
      slot: 'low',
      portVlanId: 0,
      backingDevices: [{ vios: vios?.uuid ?? '', adapter: 1, port: 0 }],
    });
    expect([vios?.isManagementPartition, vios?.rmc]).toEqual([true, 'none']);
    expect(backingDevices.map(({ status }) => status)).toEqual(['OPERATIONAL']);
  });

  it('mixed has every trouble that it promises', async () => {
    const { systems, settings } = buildState(await loadWorld('mixed'));
    const [system] = systems;
    expect(system?.adapters.map(({ mode, state, ports }) => `${mode} ${state} ${ports.length}`)).toEqual([
      'Sriov Running 4',
      'Sriov Running 4',
      'Sriov Running 2',
      'Dedicated NotConfigured 4',
      'Sriov Failed 2',
    ]);
    expect(system?.adapters[0]?.ports.map((port) => port.maxSupportedEthernetLogicalPorts)).toEqual([
      20, 20, 4, 4,
    ]);
    expect(system?.adapters[0]?.ports[1]).toMatchObject({
      linkStatus: false,
      currentConnectionSpeed: 'Unknown',
      currentOptions: ['Veb'],
    });
    expect(system?.adapters[3]?.slotOwner).toBe(system?.vioses[0]?.uuid);
    expect(system?.vioses.map(({ rmc, vnicFailoverCapable }) => `${rmc} ${vnicFailoverCapable}`)).toEqual([
      'active true',
      'active true',
      'inactive true',
      'active false',
    ]);
    expect([settings.events, settings.backingDeviceChange]).toEqual(['recorded', 'cli']);
  });

  it('dense has 32 adapters, 4 VIOSes and 1,000 partitions, none of which share an id or a MAC', async () => {
    const [system] = buildState(await loadWorld('dense')).systems;
    expect([system?.adapters.length, system?.vioses.length, system?.partitions.length]).toEqual([
      32, 4, 1000,
    ]);
    const adapters = system?.adapters ?? [];
    const macs = system?.partitions.flatMap(({ clientNetworkAdapters }) =>
      clientNetworkAdapters.map(({ mac }) => mac),
    );
    expect(new Set(adapters.map(({ location }) => location)).size).toBe(32);
    expect(new Set(adapters.map(({ drcIndex }) => drcIndex)).size).toBe(32);
    expect(new Set(macs).size).toBe(1000);
  });

  it.each(shippedWorlds)('%s is the same every time', async (name) => {
    const world = await loadWorld(name);
    expect(buildState(world)).toEqual(buildState(await loadWorld(name)));
    expect(JSON.parse(JSON.stringify(buildState(world)))).toEqual(buildState(world));
  });
});

describe('a world of somebody’s own', () => {
  it('is read from its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'world-'));
    try {
      await writeFile(join(folder, 'mine.yaml'), 'name: mine\nsystems: [{ name: alone, master: hmc }]\n');
      const platform = openWorld(await loadWorld(join(folder, 'mine.yaml')), { clock: new VirtualClock() });
      expect(platform.state.systems[0]).toMatchObject({ name: 'alone', master: 'hmc', adapters: [] });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('that is nowhere is answered with the names of those that are', async () => {
    await expect(loadWorld('smal')).rejects.toThrow(
      'There is no world smal: name one of small, mixed, pair, dense, or a readable YAML file.',
    );
  });

  it.each([
    ['name: [', /^World w is not YAML: /],
    ['name: w', /^World w is not valid: systems: /],
    ['{ name: w, systems: [{ name: s, adapters: [{ preset: nic }] }] }', /systems\.0\.adapters\.0\.preset: /],
    ['{ name: w, systems: [{ name: s, vioses: [{ nam: v }] }] }', /systems\.0\.vioses\.0.*nam/],
  ])('with a fault is refused with its place: %s', (text, words) => {
    expect(() => parseWorld(text, 'w')).toThrow(words);
  });

  it.each([
    ['adapters: [{ preset: roce-2-port, owner: nobody }]', /names the owner nobody/],
    ['adapters: [{ preset: roce-2-port, ports: [{}, {}, {}] }]', /has 2 ports \(roce-2-port\); .* of 3/],
    [
      'adapters: [{ preset: roce-2-port, slot: P1-C1 }, { preset: roce-2-port, slot: P1-C1 }]',
      /two cards at/,
    ],
    ['vioses: [{ name: a }], partitions: [{ name: a }]', /two partitions named a/],
  ])('that cannot be built is refused: %s', (given, words) => {
    const world = parseWorld(`{ name: w, systems: [{ name: s, ${given} }] }`, 'w');
    expect(() => buildState(world)).toThrow(words);
  });

  it('with two systems needs an HMC', async () => {
    const world = await loadWorld('pair');
    expect(() => buildState(world, { personality: 'novalink' })).toThrow(/use personality hmc/);
  });
});
