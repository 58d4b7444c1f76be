import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createVnic } from '../platform/create-vnic.ts';
import { openPlatform } from '../platform/open-platform.ts';
import { PlatformRefusal } from '../platform/platform-refusal.ts';
import { adapterLogicalPortCount, allocationOf, freeVirtualFunctions } from '../platform/port-allocation.ts';
import { VirtualClock } from '../platform/sim-clock.ts';
import { readXml } from '../xml/read-xml.ts';
import { descendantOf, type SimElement, textOf } from '../xml/sim-element.ts';
import { bootRecording, bootRecordingFile } from './boot-recording.ts';
import { recordedBody } from './recorded-body.ts';

const recording = fileURLToPath(
  new URL('../../../../../shared/recordings/sys_with_sriov.txt', import.meta.url),
);
const isThere = existsSync(recording);
if (!isThere) console.warn(`skipped: there is no recording ${recording}`);

describe.skipIf(!isThere)('a host booted from sys_with_sriov.txt', () => {
  const text = isThere ? readFileSync(recording, 'utf8') : '';
  const boot = () => {
    const { state, notes } = bootRecording(text);
    const system = state.systems[0];
    if (system === undefined) throw new Error('the recording has a system');
    return { state, notes, system };
  };

  it('is the recorded system', () => {
    const { system } = boot();
    expect(system).toMatchObject({
      uuid: '95329c84-9a01-330f-809e-2e5577110d1e',
      name: 'z1403ce-8408-E8E-SN10678CV',
      machine: { type: '8408', model: 'E8E', serial: '10678CV' },
      master: 'novalink',
      memory: { installed: 524_288, regionSize: 256 },
      migration: { maximumActive: 16 },
      capabilities: { IBMiCapable: 'true', VirtualNICDedicatedSRIOVCapable: 'true' },
    });
    expect(system.adapters.map(({ location, mode, state }) => `${location} ${mode} ${state}`)).toEqual([
      'U78C7.001.RCH0004-P1-C8 Sriov Running',
      'U78C7.001.RCH0004-P1-C9 Sriov Running',
      'U78CB.001.WZS06RG-P1-C7 Dedicated NotConfigured',
      'U78CB.001.WZS06RG-P1-C5 Dedicated NotConfigured',
    ]);
  });

  it('has the recorded allocations and free functions, number by number', () => {
    const { system } = boot();
    const [adapter] = system.adapters;
    if (adapter === undefined) throw new Error('the recording has adapters');
    expect(adapter.ports.map((port) => allocationOf(system, adapter, port))).toEqual([
      { capacity: 200, logicalPorts: 2 },
      { capacity: 200, logicalPorts: 0 },
      { capacity: 200, logicalPorts: 1 },
      { capacity: 200, logicalPorts: 0 },
    ]);
    expect(adapterLogicalPortCount(system, adapter)).toBe(3);
    expect(freeVirtualFunctions(system, adapter)).toEqual(recordedFreeFunctions());
  });

  function recordedFreeFunctions() {
    const feed = readXml(recordedBody(text));
    const path = 'entry content ManagedSystem AssociatedSystemIOConfiguration SRIOVAdapters IOAdapterChoice';
    const adapter = descendantOf(feed, ...path.split(' '), 'SRIOVAdapter') as SimElement;
    const unconfigured = descendantOf(adapter, 'UnconfiguredLogicalPorts')?.children ?? [];
    return unconfigured
      .filter(({ name }) => name === 'SRIOVUnconfiguredLogicalPort')
      .map((element, index) => ({
        number: index + 4,
        drcIndex: Number(textOf(element, 'DynamicReconfigurationConnectorIndex')),
        drcName: textOf(element, 'DynamicReconfigurationConnectorName'),
        location: textOf(element, 'LocationCode'),
      }));
  }

  it('says what was never recorded', () => {
    expect(boot().notes).toEqual([
      'Invented: the VIOSes vios1 and vios2 and the partition lpar1; the document of z1403ce-8408-E8E-SN10678CV has none.',
      'Granted: VirtualNICDedicatedSRIOVCapable and VirtualNICFailOverCapable, which the document does not tell of.',
      ...['C8', 'C9'].flatMap((card) =>
        [2, 0, 1, 0].map(
          (count, port) =>
            `Unaccounted: ${count} logical ports and 2.0% on port U78C7.001.RCH0004-P1-${card}-T${port + 1}; nobody known owns them, and they count towards the limits.`,
        ),
      ),
      'Invented: the ports of the dedicated adapter U78CB.001.WZS06RG-P1-C7, after a recorded card like it; they show in mode Sriov only.',
      'Invented: the ports of the dedicated adapter U78CB.001.WZS06RG-P1-C5, after a recorded card like it; they show in mode Sriov only.',
    ]);
  });

  it('takes vNICs, and counts what was unaccounted', () => {
    const { state, system } = boot();
    const platform = openPlatform({ state, clock: new VirtualClock() });
    const [vios1, vios2] = system.vioses.map(({ uuid }) => uuid);
    const wish = (capacity: string) => ({
      system: system.uuid,
      partition: system.partitions[0]?.uuid ?? '',
      slot: 'high' as const,
      portVlanId: 7,
      backingDevices: [
        { vios: vios1 ?? '', adapter: 1, port: 0, capacity },
        { vios: vios2 ?? '', adapter: 2, port: 0, capacity },
      ],
    });
    const vnic = createVnic(platform, wish('96.0%'));
    expect(vnic.backingDevices.map(({ status }) => status)).toEqual(['OPERATIONAL', 'OPERATIONAL']);
    expect(system.logicalPorts.map(({ locationCode, drcName }) => `${locationCode} ${drcName}`)).toEqual([
      'U78C7.001.RCH0004-P1-C8-T1-S4 PHB 4100',
      'U78C7.001.RCH0004-P1-C9-T1-S4 PHB 4100',
    ]);
    expect(() => createVnic(platform, wish('4.0%'))).toThrow(PlatformRefusal);
  });

  it('is read from a file as well', async () => {
    expect((await bootRecordingFile(recording)).state).toEqual(boot().state);
  });
});

describe('a document that is no host', () => {
  it.each([
    ['<feed/>', 'The document holds no ManagedSystem: its root is feed.'],
    ['<ManagedSystem/>', 'The recorded ManagedSystem holds no SR-IOV adapter.'],
    ['nothing', /cannot be read/],
  ])('is refused: %s', (text, words) => {
    expect(() => bootRecording(text)).toThrow(words);
  });

  it.skipIf(!isThere)('is refused with its name when a number in it is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recording-'));
    const file = join(folder, 'host.txt');
    const recorded = readFileSync(recording, 'utf8');
    await writeFile(file, recorded.replace(/(?<=<PhysicalPortID [^>]*>)\d+/, 'many'));
    await expect(bootRecordingFile(file)).rejects.toThrow(
      /^The recording \S+host\.txt is of no use: .*"many" is not valid/,
    );
    await rm(folder, { recursive: true });
  });

  it('is refused with its name when it cannot be read', async () => {
    await expect(bootRecordingFile('/nowhere/host.txt')).rejects.toThrow(
      'The recording /nowhere/host.txt cannot be read; name a readable file.',
    );
  });
});
