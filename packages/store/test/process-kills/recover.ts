import {
  finishInterrupted,
  finishPartitions,
  type HealPolicy,
  healMemory,
  holdPromisedRoom,
  isFinished,
  reconcile,
  resumeMigration,
} from '@powervm-sriov/compute-driver';
import { noSignal, type Sides } from './open-sides.ts';

/** What one round had to do; nothing, once all is at rest. */
export interface Recovery {
  /** Records that were half way, and what became of them. */
  readonly finished: readonly string[];
  /** Migrations that went on, and the phase in which they rest. */
  readonly resumed: readonly string[];
  readonly healed: readonly string[];
  /** What could not be done now. */
  readonly troubles: readonly string[];
  /** Room that is held on either system afterwards. */
  readonly reservations: number;
}

/** What an agent does when it starts on the records of one that is no more; it heals only where its owner wants that. */
export async function recover({ left, right }: Sides, heals: boolean): Promise<Recovery> {
  const sides = [left, right] as const;
  const recovery = { finished: noLines(), resumed: noLines(), healed: noLines(), troubles: noLines() };
  const { finished, resumed, healed, troubles } = recovery;
  const attempt = (work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => void troubles.push(String(error)));

  for (const side of sides) await attempt(() => holdPromisedRoom(side, noSignal));
  for (const { id, phase } of await left.records.migrations.list({}, noSignal)) {
    if (isFinished(phase)) continue;
    await attempt(async () => {
      const record = await resumeMigration(sides, id, noSignal);
      if (record.phase !== phase) resumed.push(`${id}: ${phase} to ${record.phase}`);
    });
  }
  for (const side of sides) {
    await attempt(async () => {
      const records = await finishInterrupted(side, noSignal);
      finished.push(...records.map(({ record, outcome }) => `${record.mac} ${outcome}`));
      const partitions = await finishPartitions(side, noSignal);
      finished.push(...partitions.map(({ record, outcome }) => `${record.spec.name} ${outcome}`));
    });
    await attempt(async () => {
      const { acts } = await reconcile(side, { policy: heals ? bold() : { kind: 'report' } }, noSignal);
      healed.push(
        ...acts.map(({ plan, outcome, error }) => `${plan.mac} ${outcome} ${error?.message ?? ''}`),
      );
    });
  }
  const reservations = sides.flatMap(({ host }) => host.reservations()).length;
  return { ...recovery, reservations };
}

/** Without the patience of real days. */
function bold(): HealPolicy {
  return { kind: 'auto', memory: healMemory({ grace: 0, breakerShare: 1 }) };
}

function noLines(): string[] {
  return [];
}
