import { type MacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type Adoption, adoptVnics, deleteOrphan, findOrphans, type Orphan } from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Deed, Operation, Outcome } from '../operation.ts';
import type { AskResult } from '../oracle.ts';
import type { Simulation } from '../simulation.ts';
import { type TrueVnic, trueVnics } from '../true-world.ts';

/** Somebody says what is to be ours, and what is to be nobody's any more. */
export const ownershipOperations: readonly Operation[] = [
  { name: 'look at what could be adopted', weight: 2, isStormy: true, draw: drawDryAdoption },
  { name: 'adopt', weight: 4, isStormy: true, draw: drawAdoption },
  { name: 'delete orphans', weight: 5, isStormy: true, draw: drawOrphanDeletion },
];

function drawDryAdoption(simulation: Simulation): Deed | undefined {
  const { random, foreign, records } = simulation;
  const theirs = foreign.list();
  if (theirs.length === 0) return undefined;
  const { system, partition, mac } = random.pick(theirs);
  return {
    title: `look whether ${mac} could be adopted`,
    run: async ({ compute }) => {
      const find = () => records.vnics.find({ system, partition, mac }, noSignal);
      const before = await find();
      await adoptVnics(compute(system), { partition, macs: [mac], dryRun: true }, noSignal);
      if (before !== undefined || (await find()) === undefined) return;
      throw new Error(`I5: vNIC ${mac} was only looked at, and has a record now`);
    },
  };
}

function drawAdoption(simulation: Simulation): Deed | undefined {
  const { random, foreign, oracle, simulator } = simulation;
  const theirs = foreign.list();
  if (theirs.length === 0) return undefined;
  const theirVnic = random.pick(theirs);
  const { system, partition, mac, vlan, devices } = theirVnic;
  const asked = { vlan, redundancy: devices.length, network: labelBelow(simulation, theirVnic) };
  const settle = oracle.ask({ partition, vnics: new Map([[mac, asked]]) });
  // From here on it may be ours, whatever becomes of the answer.
  foreign.disclaim((key) => key.endsWith(mac));
  return {
    title: `adopt ${mac}`,
    run: ({ compute }) => adoptVnics(compute(system), { partition, macs: [mac] }, noSignal),
    settled: (outcome) => {
      const result = resultOf(outcome, mac);
      // It was there before anybody asked, and stays: that it is not adopted does not mean that it is to be gone.
      settle(result === 'undone' ? 'unclear' : result);
      const isThere = trueVnics(simulator).some(
        (vnic) => vnic.mac === mac && sameUuid(vnic.partition, partition),
      );
      if (result === 'undone')
        foreign.claim((vnic) => vnic.mac === mac && sameUuid(vnic.partition, partition));
      if (result === 'acknowledged' && !isThere) oracle.tamper(partition, mac);
    },
  };
}

function labelBelow({ simulator }: Simulation, { system, devices }: TrueVnic): string {
  const ports = simulator.control.state().systems.find(({ uuid }) => sameUuid(uuid, system))?.ports;
  return ports?.find(({ location }) => location === devices[0]?.location)?.label ?? '';
}

function resultOf(outcome: Outcome, mac: MacAddress): AskResult {
  if (outcome.kind !== 'acknowledged') return 'unclear';
  const adoptions = outcome.value as readonly Adoption[];
  return adoptions.some((each) => each.kind === 'adopted' && each.record.mac === mac)
    ? 'acknowledged'
    : 'undone';
}

/** Somebody reads the list, thinks, and deletes one of it. */
function drawOrphanDeletion(simulation: Simulation): Deed {
  const { random, agent } = simulation;
  const { system, snapshot } = random.pick(agent.computes).host;
  const thinking = random.pick([0, 0, 500, 20_000]);
  let settle: ((result: AskResult) => void) | undefined;
  return {
    title: `delete an orphan of ${snapshot().system.name}`,
    run: async ({ compute, session }) => {
      const orphans = (await findOrphans(compute(system), noSignal)).filter(
        (each) => !isTheirs(simulation, each),
      );
      if (orphans.length === 0) return;
      const orphan = random.pick(orphans);
      simulation.journal.note(`  orphan ${orphan.mac}: ${orphan.kind}`);
      await session.clock.sleep(thinking, noSignal);
      settle = await askFor(simulation, orphan);
      await deleteOrphan(compute(system), orphan, noSignal);
    },
    settled: ({ kind }) => settle?.(kind === 'acknowledged' ? 'acknowledged' : 'unclear'),
  };
}

function isTheirs({ foreign }: Simulation, { system, partition, mac }: Orphan): boolean {
  return foreign
    .list()
    .some((vnic) => vnic.mac === mac && sameUuid(vnic.system, system) && sameUuid(vnic.partition, partition));
}

/** What another system has is not what is given up here. */
async function askFor(
  { oracle, records }: Simulation,
  { system, partition, mac }: Orphan,
): Promise<((result: AskResult) => void) | undefined> {
  const all = await records.vnics.list({ partition }, noSignal);
  const isElsewhere = all.some((record) => record.mac === mac && !sameUuid(record.system, system));
  return isElsewhere ? undefined : oracle.ask({ partition, vnics: new Map([[mac, 'absent']]) });
}
