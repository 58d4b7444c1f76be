import type { HostErrorCode } from '@powervm-sriov/compute-driver';
import type { PowerVmErrorCode } from '@powervm-sriov/pypowervm-ts';
import type { VifErrorCode } from '@powervm-sriov/vif-drivers';
import type { CommandErrorCode } from './command-error.ts';

/** What a script learns from a command that ended. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  connection: 5,
  interrupted: 130,
} as const;

export type Outcome = keyof typeof exitCodes;

/** The same for `--help`. */
export const exitCodeHelp = `Exit codes:
  0  done
  1  failed
  2  not understood: a wrong option, name or file
  3  refused by a rule, not feasible, or being changed by another program;
     nothing was changed
  4  not found: no such system, partition, adapter, port, VIOS, vNIC or
     migration
  5  no connection: the console is away, not trusted, or refused the logon
  130  interrupted`;

/** By the code that every error of ours carries; a code that is not here is a failure. */
export function outcomeOf(error: unknown): Outcome {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return 'failed';
  return new Map<string, Outcome>(Object.entries(outcomes)).get(code) ?? 'failed';
}

type KnownCode =
  | CommandErrorCode
  | HostErrorCode
  | VifErrorCode
  | PowerVmErrorCode
  | 'INVALID_IDENTIFIER'
  | 'INVALID_STATE_FILE'
  | 'INVALID_RECORDING'
  | 'INVALID_WORLD';

const outcomes: Partial<Record<KnownCode, Outcome>> = {
  USAGE: 'usage',
  AMBIGUOUS: 'usage',
  INVALID_IDENTIFIER: 'usage',
  INVALID_STATE_FILE: 'usage',
  INVALID_RECORDING: 'usage',
  INVALID_WORLD: 'usage',
  OPTIONS_INVALID: 'usage',
  BINDING_INVALID: 'usage',
  PARTITION_SPEC_INVALID: 'usage',

  NOT_CONFIRMED: 'refused',
  PORT_IN_USE: 'refused',
  PORT_SETTING_INVALID: 'refused',
  ADAPTER_IN_USE: 'refused',
  PLACEMENT_INFEASIBLE: 'refused',
  VNIC_DIFFERS: 'refused',
  MAC_IN_USE: 'refused',
  PARTITION_NOT_READY: 'refused',
  PARTITION_EXISTS: 'refused',
  PARTITION_NOT_OURS: 'refused',
  HOST_LOCKED: 'refused',
  RECORD_DIFFERS: 'refused',
  VIEW_UNKNOWN: 'refused',
  PLAN_OUTDATED: 'refused',
  REDUNDANCY_AT_RISK: 'refused',
  MIGRATION_UNDER_WAY: 'refused',
  MIGRATION_REFUSED: 'refused',
  MIGRATION_PHASE: 'refused',
  NOT_FENCED: 'refused',
  NOT_MASTER: 'refused',
  OS_HOLDS_DEVICE: 'refused',
  DEVICE_CHANGE_UNSUPPORTED: 'refused',
  DEVICE_CHANGE_UNSAFE: 'refused',
  PLATFORM_REFUSED: 'refused',
  CAPACITY_REFUSED: 'refused',
  PORT_OWNED: 'refused',
  SERVER_REFUSED: 'refused',
  FORBIDDEN: 'refused',

  UNKNOWN: 'notFound',
  SYSTEM_UNKNOWN: 'notFound',
  PORT_UNKNOWN: 'notFound',
  ADAPTER_UNKNOWN: 'notFound',
  PARTITION_UNKNOWN: 'notFound',
  VNIC_UNKNOWN: 'notFound',
  VIOS_UNKNOWN: 'notFound',
  MIGRATION_UNKNOWN: 'notFound',
  NOT_FOUND: 'notFound',

  UNREACHABLE: 'connection',
  TLS_UNTRUSTED: 'connection',
  PLAINTEXT_REFUSED: 'connection',
  REDIRECT_REFUSED: 'connection',
  ANSWER_LOST: 'connection',
  ANSWER_TRUNCATED: 'connection',
  DEADLINE: 'connection',
  LOGON_REFUSED: 'connection',
  TOKEN_FILE_REFUSED: 'connection',
  UNAUTHORIZED: 'connection',

  ABORTED: 'interrupted',
  INTERRUPTED: 'interrupted',
};
