import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RestRequest } from '@powervm-sriov/powervm-simulator';
import { parseXml } from '@powervm-sriov/pypowervm-ts';
import { parseMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, it, onTestFinished } from 'vitest';
import { noSignal, type SimulatedHost, simulatedHost, vnicRequest } from '../../test/simulated-host.ts';
import type { Host } from '../index.ts';
import { recordHost } from './record-host.ts';

it('boots as the same host: adapters, ports, VIOSes, partitions and vNICs', async () => {
  const original = await mixedWithVnics();
  const twin = await bootTwin(await recordHost(original.host.session, original.host, noSignal));
  expect(asJson(twin.host)).toEqual(asJson(original.host));
  expect(twin.host.snapshot().vnics.map(({ devices }) => devices.length)).toEqual([2, 1]);
  expect(twin.simulator.notes).toEqual([
    'Invented: the ports of the dedicated adapter U78C7.001.RCH0004-P1-C11, after a recorded card like it; they show in mode Sriov only.',
    'Assumed: what documents do not tell, such as limits and by which way backing devices change, is as in world small.',
  ]);
});

it('goes on as the original would: the same request is planned alike, and a vNIC leaves without a trace', async () => {
  const original = await mixedWithVnics();
  const twin = await bootTwin(await recordHost(original.host.session, original.host, noSignal));
  const request = vnicRequest({ network: 'mgmt_net', mac: parseMacAddress('fa163e0ef6ee') });
  const [here, there] = await Promise.all(
    [original, twin].map(async ({ host, partition }) => {
      const { vnic } = await pvmSriovDriver.plug(
        host,
        { partition: partition('aix1'), vnic: request },
        noSignal,
      );
      await pvmSriovDriver.unplug(host, { partition: partition('aix1'), mac: firstMac }, noSignal);
      await host.refresh(noSignal);
      return { slot: vnic.slot, devices: vnic.devices, adapters: host.snapshot().adapters };
    }),
  );
  expect(there).toEqual(here);
});

it('holds neither credentials nor the address of the console', async () => {
  const { host, simulator } = await mixedWithVnics();
  const text = await recordHost(host.session, host, noSignal);
  expect(text).not.toContain(simulator.password);
  expect(
    text.match(/https?:\/\/[^/\s"]+\/rest/g)?.every((href) => href.startsWith('https://console.invalid')),
  ).toBe(true);
});

it('anonymized tells no serial number, host name or address, and still boots with all that matters', async () => {
  const { host } = await mixedWithVnics();
  const text = await recordHost(host.session, { system: host.system, anonymize: true }, noSignal);
  expect(text).not.toMatch(/10678CV|RCH0004|192\.0\.2\.1[01]/);
  const twin = await bootTwin(text);
  const renamed = asJson(twin.host).replaceAll(/U78C7\.001\.X\d{6}/g, 'U78C7.001.RCH0004');
  expect(renamed).toBe(asJson(host));
});

it('leaves out what a console calls a secret, whatever it holds', async () => {
  const { simulator, host } = await simulatedHost();
  const session = {
    ...host.session,
    send: async (request: RestRequest, signal: AbortSignal) => {
      const answer = await host.session.send(request, signal);
      const body = answer.body.replaceAll('<SystemName', '<ChapPassword>hunter2</ChapPassword><SystemName');
      return { ...answer, body };
    },
  };
  const text = await recordHost(session, host, noSignal);
  expect(text).toContain(`>${simulator.systems[0]}</SystemName>`);
  expect(text).not.toMatch(/hunter2|ChapPassword/);
  expect(parseXml(text).local).toBe('HostRecording');
});

it('boots with its gaps told where the recording has some', async () => {
  const { host } = await mixedWithVnics();
  const text = await recordHost(host.session, host, noSignal);
  const logicalPorts = /<Document path="[^"]*SRIOVEthernetLogicalPort">.*?<\/Document>/gs;
  const entry = new RegExp(`<Entry id="${host.snapshot().vioses[0]?.uuid}">.*?</Entry>`, 's');
  const [complete, ...gaps] = await Promise.all(
    [text, text.replaceAll(logicalPorts, ''), text.replace(entry, '')].map(bootTwin),
  );
  const notesOf = ({ simulator }: SimulatedHost): readonly string[] =>
    simulator.notes.filter((note) => !complete?.simulator.notes.includes(note));
  const vios = host.snapshot().vioses[0]?.uuid;
  expect(gaps.map(notesOf)).toEqual([
    [
      'Invented: logical port U78C7.001.RCH0004-P1-C8-T1-S1 of vNIC FA163E0EF6EC, which was not recorded.',
      'Invented: logical port U78C7.001.RCH0004-P1-C10-T1-S1 of vNIC FA163E0EF6EC, which was not recorded.',
      'Invented: logical port U78C7.001.RCH0004-P1-C9-T2-S1 of vNIC FA163E0EF6ED, which was not recorded.',
    ],
    [
      `Left out: a backing device of vNIC FA163E0EF6EC on VIOS ${vios}, which was not recorded.`,
      `Left out: a backing device of vNIC FA163E0EF6ED on VIOS ${vios}, which was not recorded.`,
      'Unaccounted: 1 logical ports and 2.0% on port U78C7.001.RCH0004-P1-C9-T2; nobody known owns them, and they count towards the limits.',
      'Unaccounted: 1 logical ports and 1.0% on port U78C7.001.RCH0004-P1-C10-T1; nobody known owns them, and they count towards the limits.',
    ],
  ]);
  expect(gaps[0] && asJson(gaps[0].host)).toBe(asJson(host));
});

it.each([
  ['<HostRecording format="2"/>', 'format 2, this simulator reads 1; record the host again'],
  ['<HostRecording format="1"/>', 'has 0 systems; it needs one'],
])('%s is refused', async (text, words) => {
  await expect(bootTwin(text)).rejects.toThrow(words);
});

const firstMac = parseMacAddress('fa163e0ef6ec');

/** World mixed with a redundant vNIC, a single one, and a cable that was pulled afterwards. */
async function mixedWithVnics(): Promise<SimulatedHost> {
  const original = await simulatedHost({ world: 'mixed' });
  const { host, simulator, partition } = original;
  const plug = (name: string, change: Parameters<typeof vnicRequest>[0]) =>
    pvmSriovDriver.plug(host, { partition: partition(name), vnic: vnicRequest(change) }, noSignal);
  const { vnic } = await plug('aix1', { mac: firstMac });
  await plug('linux2', { mac: parseMacAddress('fa163e0ef6ed'), redundancy: 1, network: 'backup_net' });
  const [device] = vnic.devices;
  const port = host
    .snapshot()
    .adapters.flatMap(({ ports }) => ports)
    .find(({ adapterId, portId }) => adapterId === device?.adapterId && portId === device?.portId);
  if (port === undefined) throw new Error('the vNIC has a port');
  simulator.control.pullCable(port.location);
  await host.refresh(noSignal);
  return original;
}

async function bootTwin(text: string): Promise<SimulatedHost> {
  const folder = await mkdtemp(join(tmpdir(), 'pvm-sriov-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const recording = join(folder, 'host.xml');
  await writeFile(recording, text);
  return simulatedHost({ recording });
}

function asJson(host: Host): string {
  return JSON.stringify(host.snapshot(), null, 1);
}
