import type { MigrationRecord } from '../records/migration-record.ts';
import type { MigrationPhase } from './migration-phases.ts';

type Stage = Pick<MigrationRecord, 'kind' | 'phase'>;

/** How far it is, for messages: `migration M of partition P` ... */
export function explainPhase({ phase }: Stage): string {
  return words[phase];
}

/** What an operator may do with it now. */
export function explainNext({ kind, phase }: Stage): string {
  switch (phase) {
    case 'awaiting-confirm':
      return 'confirm or revert it';
    case 'awaiting-source':
      return 'confirm it when its source is back';
    case 'quarantined':
      return 'mend what stands against it on its source, and confirm it';
    case 'needs-recovery':
      return 'recover it';
    case 'moving':
      return kind === 'live' ? 'wait for it, resume it or abort it' : 'wait for it, or resume it';
    case 'rolling-back':
      // Only `recover` ends it when the partition has turned up on the target all the same.
      return kind === 'live' ? 'wait for it, resume it or recover it' : 'wait for it, or resume it';
    case 'prepared':
    case 'moved':
    case 'confirming':
      return 'wait for it, or resume it';
    case 'done':
      return 'nothing is left to do with it; another migration takes the partition back';
    case 'rolled-back':
      return 'nothing is left to do with it; the partition is where it was';
  }
}

const words: Readonly<Record<MigrationPhase, string>> = {
  prepared: 'has only been prepared',
  moving: 'is under way',
  moved: 'has moved it, and is not through',
  'awaiting-confirm': 'waits to be confirmed or reverted',
  confirming: 'is being confirmed',
  'rolling-back': 'is being taken back',
  'needs-recovery': 'was left half way by the platform',
  'awaiting-source': 'has moved it, and waits for its source to be cleaned',
  quarantined: 'has moved it, and what is left on its source was not safe to remove',
  done: 'is finished',
  'rolled-back': 'was taken back',
};
