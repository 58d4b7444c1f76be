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
  /** Evacuation: the source is back and what is left there is not safe to remove. */
  | 'quarantined'
  | 'done'
  | 'rolled-back';

const followers: Readonly<Record<MigrationPhase, readonly MigrationPhase[]>> = {
  prepared: ['moving', 'rolling-back'],
  moving: ['moved', 'rolling-back', 'needs-recovery'],
  moved: ['awaiting-confirm', 'confirming', 'done', 'rolling-back'],
  'awaiting-confirm': ['confirming', 'rolling-back'],
  confirming: ['done', 'quarantined'],
  'rolling-back': ['rolled-back', 'needs-recovery'],
  'needs-recovery': ['moved', 'rolling-back'],
  quarantined: ['confirming'],
  done: [],
  'rolled-back': [],
};

/** Every phase that there is. */
export const migrationPhases = Object.keys(followers) as readonly MigrationPhase[];

export function mayFollow(now: MigrationPhase, next: MigrationPhase): boolean {
  return followers[now].includes(next);
}

/** Nothing is left to do, and nothing of the partition is blocked by it. */
export function isFinished(phase: MigrationPhase): boolean {
  return followers[phase].length === 0;
}
