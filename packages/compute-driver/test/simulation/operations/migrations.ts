import { formatMacAddress, type SystemUuid, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  abortMigration,
  type ComputeHost,
  cleanReturnedSource,
  confirmColdMigration,
  evacuate,
  HostError,
  type MigrationRecord,
  migrateCold,
  migrateLive,
  recoverMigration,
  resumeMigration,
  revertColdMigration,
} from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Agent } from '../agent.ts';
import { meddle } from '../meddle.ts';
import type { Deed, Operation, Outcome } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { type TruePartition, trueVnics } from '../true-world.ts';
import { guestsOf, isInstance, pickGuest } from './guests.ts';

/** Also keeps track of which migrations there are, because drawing is no time to ask a store. */
export const migrationOperations: readonly Operation[] = [
  { name: 'migrate live', weight: 10, draw: drawLive },
  { name: 'migrate cold', weight: 8, draw: drawCold },
  { name: 'settle migrations', weight: 12, draw: drawSettlement },
  { name: 'abort', weight: 3, isStormy: true, draw: drawAbort },
  { name: 'evacuate', weight: 2, isStormy: true, draw: drawEvacuation },
];

interface Way {
  readonly source: ComputeHost;
  readonly target: ComputeHost;
}

function wayFrom({ computes, compute }: Agent, system: SystemUuid): Way | undefined {
  const target = computes.find(({ host }) => !sameUuid(host.system, system));
  return target === undefined ? undefined : { source: compute(system), target };
}

function drawLive(simulation: Simulation): Deed | undefined {
  const { random, simulator, temper } = simulation;
  const guest = pickGuest(simulation);
  if (temper.world !== 'pair' || guest === undefined) return undefined;
  const { uuid: partition, system, name } = guest;
  simulation.foreign.loosen(partition);
  const fails = !temper.isCalm && random.chance(0.4);
  if (fails) {
    const at = random.pick(['validate', 'start', 'half', 'half', 'end'] as const);
    const needsForce = random.chance(0.3);
    meddle(simulation, () => simulator.control.failNextMigration(partition, { at, needsForce }));
  }
  return {
    title: `migrate ${name} live${fails ? ', which fails' : ''}`,
    run: (agent) => migrate(agent, { system, uuid: partition }, 'live'),
    judge: promiseTo(simulation, { uuid: partition }),
  };
}

function drawCold(simulation: Simulation): Deed | undefined {
  const ours = guestsOf(simulation).filter(({ uuid }) => isInstance(uuid));
  if (simulation.temper.world !== 'pair' || ours.length === 0) return undefined;
  const { uuid: partition, system, name } = simulation.random.pick(ours);
  simulation.foreign.loosen(partition);
  return {
    title: `migrate ${name} cold`,
    run: (agent) => migrate(agent, { system, uuid: partition }, 'cold'),
    judge: promiseTo(simulation, { uuid: partition }),
  };
}

export async function migrate(
  agent: Agent,
  { system, uuid: partition }: Pick<TruePartition, 'system' | 'uuid'>,
  kind: 'live' | 'cold',
): Promise<unknown> {
  const way = wayFrom(agent, system);
  if (way === undefined) return undefined;
  return kind === 'live'
    ? await migrateLive(way, { partition }, noSignal)
    : await migrateCold(way, { partition, how: 'immediate' }, noSignal);
}

/**
 * A migration that was let in finds its room, whoever plugs meanwhile (I11). What is plugged on the partition itself by
 * then goes along where it can, and was promised nothing.
 */
export function promiseTo(
  { temper, simulator }: Simulation,
  { uuid }: Pick<TruePartition, 'uuid'>,
): (outcome: Outcome) => readonly string[] {
  const promised = trueVnics(simulator).filter(({ partition }) => sameUuid(partition, uuid));
  const names = promised.map(({ mac }) => formatMacAddress(mac));
  return (outcome) => {
    if (!temper.isCalm || outcome.kind !== 'failed') return [];
    const { message } = outcome.error;
    const isOurs = outcome.error instanceof HostError && !message.includes('by the platform');
    if (isOurs || !/logical port|capacity|cannot be placed/i.test(message)) return [];
    const [, named] = /^vNIC ([0-9a-f:]{17}) /.exec(message) ?? [];
    if (named !== undefined && !names.includes(named)) return [];
    return [`I11: a migration lost the room that was held for it: ${message}`];
  };
}

/** Takes every migration a step further, whichever step there is. */
function drawSettlement(simulation: Simulation): Deed | undefined {
  const { random, records, temper } = simulation;
  if (temper.world !== 'pair') return undefined;
  const choice = random.pick(['confirm', 'revert'] as const);
  const force = random.chance(0.5);
  return {
    title: `settle migrations: ${choice}${force ? ', by force' : ''}`,
    run: async (agent) => {
      const migrations = await records.migrations.list({}, noSignal);
      const faults: unknown[] = [];
      for (const migration of migrations) {
        await settleMigration(agent, migration, { choice, force }).catch((error: unknown) =>
          faults.push(error),
        );
      }
      if (faults.length > 0) throw faults[0];
    },
  };
}

export interface Settling {
  readonly choice: 'confirm' | 'revert';
  readonly force: boolean;
}

export async function settleMigration(
  agent: Agent,
  { id, kind, phase, source, target }: MigrationRecord,
  { choice, force }: Settling,
): Promise<unknown> {
  const way = { source: agent.compute(source), target: agent.compute(target) };
  switch (phase) {
    case 'done':
    case 'rolled-back':
      return undefined;
    case 'needs-recovery':
      return await recoverMigration(agent.computes, { id, force }, noSignal);
    case 'rolling-back':
      // Its partition may have turned up on the target after all.
      return kind === 'live' && force
        ? await recoverMigration(agent.computes, { id, force }, noSignal)
        : await resumeMigration(agent.computes, id, noSignal);
    case 'awaiting-confirm':
      return choice === 'confirm'
        ? await confirmColdMigration(way.source, id, noSignal)
        : await revertColdMigration(way, id, noSignal);
    case 'awaiting-source':
    case 'quarantined':
      return await cleanReturnedSource(way, id, noSignal);
    default:
      return await resumeMigration(agent.computes, id, noSignal);
  }
}

function drawAbort(simulation: Simulation): Deed | undefined {
  const { records, temper } = simulation;
  if (temper.world !== 'pair') return undefined;
  return {
    title: 'abort what is on its way',
    run: async (agent) => {
      const migrations = await records.migrations.list({}, noSignal);
      const moving = migrations.find(({ phase }) => phase === 'moving' || phase === 'prepared');
      return moving && (await abortMigration(agent.computes, moving.id, noSignal));
    },
  };
}

/** The source loses its power for good, as far as anybody knows; a while later it is back. */
function drawEvacuation(simulation: Simulation): Deed | undefined {
  const { random, simulator, time, temper, endings } = simulation;
  const ours = guestsOf(simulation).filter(({ uuid }) => isInstance(uuid));
  if (temper.world !== 'pair' || ours.length === 0) return undefined;
  const { uuid: partition, system, name } = random.pick(ours);
  simulation.foreign.loosen(partition);
  const awayFor = random.between(60_000, 600_000);
  return {
    title: `evacuate ${name}`,
    run: async (agent) => {
      const way = wayFrom(agent, system);
      if (way === undefined) return undefined;
      meddle(simulation, () => simulator.control.setSystemPower(system, 'off'));
      time.after(awayFor, () => meddle(simulation, () => simulator.control.setSystemPower(system, 'on')));
      endings.last = Math.max(endings.last, time.now() + awayFor);
      const fencing = { kind: 'statement', by: 'simulation', text: 'power is off' } as const;
      return await evacuate(way.target, { source: system, partition, fencing }, noSignal);
    },
  };
}
