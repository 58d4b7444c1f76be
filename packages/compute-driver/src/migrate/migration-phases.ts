/** How far a migration has come; {@link mayFollow} tells which phase may come next. */
export type MigrationPhase =
  /** Asked for and checked; room on the target is held by count. */
  | 'prepared'
  /** Live: the console's job may be under way. Cold and evacuation: the target is being built. */
  | 'moving'
  /** The partition is on the target, not yet verified. */
  | 'moved'
  /** Cold: both sides are there until somebody confirms or reverts. */
  | 'awaiting-confirm'
  /** What it leaves on the source is being removed. */
  | 'confirming'
  /** What it made on the target is being removed. */
  | 'rolling-back'
  /** The platform stopped half way; it goes on with `recover`. */
  | 'needs-recovery'
  /** Evacuation: it lives on the target; what is left on the source is removed when that is back. */
  | 'awaiting-source'
  /** Evacuation: the source is back and what is left there is not safe to remove. */
  | 'quarantined'
  | 'done'
  | 'rolled-back';

const followers: Readonly<Record<MigrationPhase, readonly MigrationPhase[]>> = {
  prepared: ['moving', 'rolling-back'],
  moving: ['moved', 'rolling-back', 'needs-recovery'],
  moved: ['awaiting-confirm', 'awaiting-source', 'confirming', 'done', 'rolling-back'],
  'awaiting-confirm': ['confirming', 'rolling-back'],
  confirming: ['done', 'quarantined'],
  // Live: a start that was taken for lost may arrive all the same.
  'rolling-back': ['rolled-back', 'needs-recovery', 'moved'],
  'needs-recovery': ['moved', 'rolling-back'],
  'awaiting-source': ['confirming', 'quarantined'],
  quarantined: ['confirming'],
  done: [],
  'rolled-back': [],
};

/** Every phase that there is. */
export const migrationPhases = Object.keys(followers) as readonly MigrationPhase[];

export function mayFollow(now: MigrationPhase, next: MigrationPhase): boolean {
  return followers[now].includes(next);
}

/** Whether it may get from one phase to the other at all, over whatever lies between. */
export function leadsTo(now: MigrationPhase, later: MigrationPhase): boolean {
  const reached = new Set(followers[now]);
  for (const phase of reached) for (const next of followers[phase]) reached.add(next);
  return reached.has(later);
}

/**
 * The partition is where it is to stay, and nothing of it is blocked by the migration; what may be left to remove on a
 * source that was dead blocks nobody.
 */
export function isFinished(phase: MigrationPhase): boolean {
  return hasLeftovers(phase) || followers[phase].length === 0;
}

/** An evacuated partition is at home, and something of it may be left on its source. */
export function hasLeftovers(phase: MigrationPhase): boolean {
  return phase === 'awaiting-source' || phase === 'quarantined';
}
