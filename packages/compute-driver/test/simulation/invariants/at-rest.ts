import { isDeepStrictEqual } from 'node:util';
import { type MacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type ComputeHost, finishInterrupted, type HealReport, reconcile } from '../../../src/index.ts';
import { contentOf, noSignal } from '../../simulated-host.ts';
import type { Simulation } from '../simulation.ts';
import { type TrueVnic, trueVnics, worksTruly } from '../true-world.ts';
import type { Invariant } from './invariant.ts';

/** What holds when nothing fails any more and everything was looked after twice. */
export const atRest: readonly Invariant[] = [
  { name: 'I3 nothing is half done', check: (simulation) => inTime(simulation, checkFinished) },
  { name: 'I3 I21 migrations have come to rest', check: checkMigrations },
  { name: 'I3 what is there is wanted', check: checkOwned },
  { name: 'I25 everything is healed or reported', check: (simulation) => inTime(simulation, checkHealed) },
  { name: 'I3 no room is held for nobody', check: checkReservations },
  { name: 'I23 what is known is what is there', check: (simulation) => inTime(simulation, checkView) },
];

type Check = (simulation: Simulation) => Promise<readonly string[]>;

async function inTime(simulation: Simulation, check: Check): Promise<readonly string[]> {
  let result: readonly string[] | undefined;
  check(simulation).then(
    (faults) => {
      result = faults;
    },
    (error: unknown) => {
      result = [`a check failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
    },
  );
  await simulation.time.passUntil(() => result !== undefined, 3_600_000);
  return result ?? ['a check was not answered within an hour'];
}

/** Apart from what is told with a reason. */
async function checkFinished({ agent, records }: Simulation): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const compute of agent.computes) {
    const told = await finishInterrupted(compute, noSignal);
    const left = told.filter(({ outcome }) => outcome === 'left').map(({ record }) => record.mac);
    const all = await records.vnics.list({ system: compute.host.system }, noSignal);
    const half = all.filter(({ state, mac }) => state !== 'plugged' && !left.includes(mac));
    faults.push(...half.map(({ mac, state }) => `vNIC ${mac} is still ${state}`));
  }
  return faults;
}

async function checkMigrations({ records }: Simulation): Promise<readonly string[]> {
  const migrations = await records.migrations.list({}, noSignal);
  return migrations
    .filter(({ phase }) => phase !== 'done' && phase !== 'rolled-back' && phase !== 'quarantined')
    .map(
      ({ id, kind, phase, failure }) => `${kind} migration ${id} is ${phase} (${failure ?? 'no failure'})`,
    );
}

async function checkOwned({ simulator, records, foreign }: Simulation): Promise<readonly string[]> {
  const all = await records.vnics.list({}, noSignal);
  const migrations = await records.migrations.list({}, noSignal);
  const quarantined = migrations.filter(({ phase }) => phase === 'quarantined');
  return trueVnics(simulator)
    .filter((vnic) => !foreign.owns(vnic) && !isOthers(vnic))
    .filter((vnic) => quarantined.every(({ partition }) => !sameUuid(partition, vnic.partition)))
    .filter(({ system, mac, partition }) =>
      all.every(
        (record) =>
          record.mac !== mac || !sameUuid(record.partition, partition) || !sameUuid(record.system, system),
      ),
    )
    .map(({ system, mac }) => `vNIC ${mac} of system ${system} belongs to nobody`);
}

/** What others plugged into a partition that moved later. */
function isOthers({ mac }: TrueVnic): boolean {
  return mac.startsWith('FA163E8');
}

async function checkHealed(simulation: Simulation): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const compute of simulation.agent.computes) {
    await compute.host.refresh(noSignal);
    const report = await reconcile(compute, {}, noSignal);
    if (report.blind !== undefined)
      faults.push(`system ${compute.host.system} cannot be seen: ${report.blind}`);
    faults.push(...(await findUntold(simulation, compute, report)));
  }
  return faults;
}

async function findUntold(
  { simulator, records }: Simulation,
  { host }: ComputeHost,
  { findings }: HealReport,
): Promise<readonly string[]> {
  const told = new Set(findings.map(({ mac }) => mac));
  const truth = trueVnics(simulator).filter(({ system }) => sameUuid(system, host.system));
  const all = await records.vnics.list({ system: host.system }, noSignal);
  return all.flatMap(({ mac, partition, shape }) => {
    const vnic = truth.find((each) => each.mac === mac && sameUuid(each.partition, partition));
    const works = vnic?.devices.filter(worksTruly).length ?? 0;
    const shared = sharedBy(vnic?.devices ?? []).filter((kind) => !tells(findings, mac, kind));
    return [
      ...shared.map((kind) => `I8: vNIC ${mac} depends on one thing (${kind}), and nobody is told`),
      ...(works >= shape.redundancy || told.has(mac)
        ? []
        : [`vNIC ${mac} has ${works} of ${shape.redundancy} devices that work, and nobody is told`]),
    ];
  });
}

type Sharing = 'shared-adapter' | 'shared-vios';

/** What all of several devices have in common. */
function sharedBy(devices: TrueVnic['devices']): readonly Sharing[] {
  if (devices.length < 2) return [];
  const [adapters, servers] = [
    new Set(devices.map(({ adapter }) => adapter)),
    new Set(devices.map(({ vios }) => vios)),
  ];
  return [
    ...(adapters.size === 1 ? (['shared-adapter'] as const) : []),
    ...(servers.size === 1 ? (['shared-vios'] as const) : []),
  ];
}

function tells(findings: HealReport['findings'], mac: MacAddress, kind: Sharing): boolean {
  return findings.some((finding) => finding.mac === mac && finding.fault.kind === kind);
}

function checkReservations({ agent }: Simulation): readonly string[] {
  return agent.computes.flatMap(({ host }) =>
    host.reservations().map(({ mac }) => `room is held for vNIC ${mac} on system ${host.system}`),
  );
}

async function checkView({ agent, foreign }: Simulation): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { host } of agent.computes) {
    const other = foreign.host(host.system);
    await Promise.all([host.refresh(noSignal), other.refresh(noSignal)]);
    if (!isDeepStrictEqual(contentOf(host.snapshot()), contentOf(other.snapshot()))) {
      faults.push(`the view of system ${host.system} is not what a newcomer sees`);
    }
  }
  return faults;
}
