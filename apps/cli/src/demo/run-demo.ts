import { type Host, labelPorts } from '@powervm-sriov/compute-driver';
import {
  formatMacAddress,
  type PortLabel,
  parsePortLabel,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainPlan,
  findDevicePort,
  planVnic,
  type VnicRequest,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import type { Printer } from '../render/printer.ts';
import { chooseStage, type Stage } from './choose-stage.ts';
import { describePorts, describeVioses, describeVnic } from './describe-host.ts';
import { type Demo, type DemoOptions, openDemo } from './open-demo.ts';
import { RequestLog } from './request-log.ts';

/** The main job from end to end on a simulated host; all that it prints is read back from that host. */
export async function runDemo(options: DemoOptions, print: Printer, signal: AbortSignal): Promise<void> {
  const log = new RequestLog();
  const demo = await openDemo(options, (record) => log.add(record), signal);
  try {
    await play({ ...demo, print, log, signal });
  } finally {
    await demo.close();
  }
}

interface Play extends Demo {
  readonly print: Printer;
  readonly log: RequestLog;
  readonly signal: AbortSignal;
}

/** What the demonstration calls its physical network. */
const network = parsePortLabel('demo_net');

async function play(demo: Play): Promise<void> {
  const { simulator, host, print, log } = demo;
  introduce(demo);
  const before = JSON.stringify(simulator.control.state());
  const stage = chooseStage(host.snapshot());

  await label(demo, stage);
  const request = plan(demo, stage);
  const vnic = await plug(demo, stage, request);
  await failOver(demo, vnic);
  await cleanUp(demo, stage, vnic);

  if (JSON.stringify(simulator.control.state()) !== before) {
    throw new Error('the simulated host is not as it was before: a defect of ours, please report it');
  }
  print.heading(`The host is exactly as it was before. ${log.total} REST requests in all.`);
}

function introduce({ host, simulator, print, log }: Play): void {
  const snapshot = host.snapshot();
  const { system, adapters, vioses, partitions } = snapshot;
  print.heading(`SIMULATED: system ${system.name} behind a ${host.session.traits.kind} console`);
  print.line(
    `${adapters.length} SR-IOV adapters, ${vioses.length} VIOSes, ${partitions.length} partitions; no hardware is touched.`,
  );
  print.lines(simulator.notes);
  print.line();
  print.lines(describePorts(snapshot));
  print.line();
  print.lines(describeVioses(snapshot));
  print.asides(log.take());
}

async function label({ host, print, log, signal }: Play, { ports }: Stage): Promise<void> {
  print.heading(`1. Label the ports that are cabled to network '${network}'`);
  const labels = ports.map(({ location }) => ({ port: location, label: network }));
  const changed = await labelPorts(host, { labels }, signal);
  print.lines(changed.map((port) => `${port} is labelled '${network}'`));
  await host.refresh(signal);
  print.asides(log.take());
}

function plan({ host, print }: Play, { mac, partition, ports }: Stage): VnicRequest {
  const request: VnicRequest = {
    network,
    redundancy: Math.min(2, ports.length),
    redundancyPolicy: 'strict',
    capacity: undefined,
    maxCapacity: undefined,
    vlan: parseVlanId(118),
    mac,
  };
  print.heading(`2. Plan a vNIC for partition ${partition.name}; nothing is sent yet`);
  print.lines(
    explainPlan(planVnic({ snapshot: host.snapshot(), request, reservations: host.reservations() })),
  );
  return request;
}

async function plug(demo: Play, { partition }: Stage, request: VnicRequest): Promise<VnicSnapshot> {
  const { host, print, log, signal } = demo;
  print.heading(`3. Create the vNIC on partition ${partition.name}`);
  const { vnic } = await pvmSriovDriver.plug(host, { partition: partition.uuid, vnic: request }, signal);
  print.line(`vNIC ${formatMacAddress(vnic.mac)} is there, in virtual slot ${vnic.slot ?? 'unknown'}:`);
  await showVnic(demo, vnic);
  print.asides(log.take());
  return vnic;
}

async function failOver(demo: Play, vnic: VnicSnapshot): Promise<void> {
  const { host, simulator, print, log, signal } = demo;
  const cable = activePort(host, await readBack(host, vnic, signal));
  print.heading(`4. Pull the cable of ${cable}: the vNIC fails over`);
  simulator.control.pullCable(cable);
  await showVnic(demo, vnic);
  print.line(`\nPlug it in again: the vNIC falls back to the device of the best priority`);
  simulator.control.plugCable(cable);
  await showVnic(demo, vnic);
  print.asides(log.take());
}

async function cleanUp(
  { host, print, log, signal }: Play,
  { ports, partition }: Stage,
  { mac }: VnicSnapshot,
): Promise<void> {
  print.heading('5. Remove the vNIC, and give the ports their labels back');
  const { outcome } = await pvmSriovDriver.unplug(host, { partition: partition.uuid, mac }, signal);
  print.line(`vNIC ${formatMacAddress(mac)}: ${outcome}`);
  const labels = ports.map(({ location, label }) => ({ port: location, label: label as PortLabel }));
  const changed = await labelPorts(host, { labels }, signal);
  print.line(`${changed.length} ports have their own labels again`);
  print.asides(log.take());
}

async function showVnic({ host, print, signal }: Play, vnic: VnicSnapshot): Promise<void> {
  print.lines(describeVnic(host.snapshot(), await readBack(host, vnic, signal)));
}

/** The vNIC as the platform has it now. */
async function readBack(
  host: Host,
  { partitionUuid, mac }: VnicSnapshot,
  signal: AbortSignal,
): Promise<VnicSnapshot> {
  const found = (await host.lookAgain(partitionUuid, signal)).find((vnic) => vnic.mac === mac);
  if (found === undefined) throw new Error(`vNIC ${mac} is gone: a defect of ours, please report it`);
  return found;
}

function activePort(host: Host, { mac, devices }: VnicSnapshot): string {
  const active = devices.find(({ isActive }) => isActive);
  const port = active && findDevicePort(host.snapshot(), active);
  if (port === undefined)
    throw new Error(`vNIC ${mac} has no active device: a defect of ours, please report it`);
  return port.location;
}
