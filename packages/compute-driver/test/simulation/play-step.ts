import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import { VifError } from '@powervm-sriov/vif-drivers';
import { HostError } from '../../src/index.ts';
import { startAgent } from './agent.ts';
import type { Course, Deed, Operation, Outcome } from './operation.ts';
import { attachOperations } from './operations/attach.ts';
import { crowdOperations } from './operations/crowd.ts';
import { deviceOperations } from './operations/devices.ts';
import { disturbances } from './operations/disturbances.ts';
import { healingOperations } from './operations/healing.ts';
import { labelOperations } from './operations/labels.ts';
import { migrationOperations } from './operations/migrations.ts';
import { ownershipOperations } from './operations/ownership.ts';
import { partitionOperations } from './operations/partitions.ts';
import type { Simulation } from './simulation.ts';

const everything: readonly Operation[] = [
  ...attachOperations,
  ...deviceOperations,
  ...partitionOperations,
  ...healingOperations,
  ...migrationOperations,
  ...crowdOperations,
  ...ownershipOperations,
  ...labelOperations,
  ...disturbances,
];

/**
 * A few operations, begun at nearly the same time, until all have been answered or the process is killed; then another
 * one is started. Answers what was wrong with the answers.
 */
export async function playStep(simulation: Simulation): Promise<readonly string[]> {
  const { random, time, temper, agent } = simulation;
  const isDeadly = !temper.isCalm && random.chance(0.15);
  if (isDeadly) agent.life.endAfter(random.below(50));
  const count = random.pick([1, 1, 2, 3]);
  const acts = Array.from({ length: count }, () => beginLater(simulation, { isAlone: count === 1 }));
  const isAnswered = await time.passUntil(
    () => agent.life.isOver() || acts.every(({ isOver }) => isOver()),
    longest,
  );
  const faults = acts.flatMap(({ faults }) => faults);
  if (agent.life.isOver()) await replaceAgent(simulation, acts);
  else agent.life.spare();
  return isAnswered ? faults : [...faults, 'I14: an operation was not answered within three hours'];
}

/** A live migration is waited for up to two hours. */
const longest = 3 * 3_600_000;

interface Act {
  readonly faults: string[];
  isOver(): boolean;
  kill(): void;
}

async function replaceAgent(simulation: Simulation, acts: readonly Act[]): Promise<void> {
  const { agent, journal, time } = simulation;
  journal.note('the process is killed');
  simulation.kills += 1;
  for (const act of acts) act.kill();
  agent.stop();
  // What it had sent has arrived before the next one looks.
  await time.pass(10_000);
  simulation.agent = await startAgent(simulation);
}

function beginLater(simulation: Simulation, { isAlone }: Pick<Course, 'isAlone'>): Act {
  const { random, time, watchman } = simulation;
  const operation = pickOperation(simulation);
  const faults: string[] = [];
  let deed: Deed | undefined;
  let state: 'waiting' | 'running' | 'over' = 'waiting';
  let sent = 0;
  const settle = (outcome: Outcome): void => {
    if (state !== 'running') return;
    state = 'over';
    deed?.settled?.(outcome);
    if (deed === undefined) return;
    const course = { isAlone, requests: watchman.requests() - sent };
    faults.push(...account(simulation, deed, outcome, course));
  };
  time.after(random.chance(0.5) ? 0 : random.between(0, 300), () => {
    if (state === 'over') return;
    deed = operation.draw(simulation);
    state = deed === undefined ? 'over' : 'running';
    if (deed === undefined) return;
    simulation.journal.note(`> ${deed.title}`);
    sent = watchman.requests();
    if (!simulation.temper.isCalm && random.chance(0.15)) brewGust(simulation);
    deed.run(simulation.agent).then(
      (value) => settle({ kind: 'acknowledged', value }),
      (error: unknown) =>
        settle({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
    );
  });
  return {
    faults,
    isOver: () => state === 'over',
    kill() {
      if (state === 'running') settle({ kind: 'killed' });
      state = 'over';
    },
  };
}

/** A few mishaps in a row, for whatever is sent next. */
function brewGust({ random, weather, journal }: Simulation): void {
  const one = random.pick(gusts);
  const isOneKind = random.chance(0.4);
  const mishaps = Array.from({ length: random.between(1, 4) }, () => (isOneKind ? one : random.pick(gusts)));
  journal.note(`  gust: ${mishaps.join(', ')}`);
  for (const mishap of mishaps) weather.brew(mishap, 1);
}

const gusts = [
  'drop-before',
  'drop-after',
  'truncate',
  'not-found',
  'silence-before',
  'silence-after',
  'failed-before',
  'failed-after',
  'empty',
  'cut',
  'twice',
  '412',
] as const;

function pickOperation({ random, temper }: Simulation): Operation {
  const possible = everything.filter(({ isStormy = false }) => !(isStormy && temper.isCalm));
  let left = random.fraction() * possible.reduce((sum, { weight }) => sum + weight, 0);
  for (const operation of possible) {
    left -= operation.weight;
    if (left < 0) return operation;
  }
  throw new Error('there is nothing to do');
}

function account({ journal }: Simulation, deed: Deed, outcome: Outcome, course: Course): readonly string[] {
  const told =
    outcome.kind === 'failed' ? `${codeOf(outcome.error)}: ${outcome.error.message}` : outcome.kind;
  journal.note(`< ${deed.title}: ${told}`);
  return [...(deed.judge?.(outcome, course) ?? []), ...judgeError(outcome)];
}

/** Every failure is one of a closed list (I14). */
function judgeError(outcome: Outcome): readonly string[] {
  if (outcome.kind !== 'failed' || codeOf(outcome.error) !== undefined) return [];
  return [`I14: an error that no list knows: ${outcome.error.stack ?? outcome.error.message}`];
}

function codeOf(error: Error): string | undefined {
  const isKnown = error instanceof HostError || error instanceof VifError || error instanceof PowerVmError;
  return isKnown ? error.code : undefined;
}
