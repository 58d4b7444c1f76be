import { PowerVmError } from '../power-vm-error.ts';
import type { Session } from '../session/session.ts';
import { partitionPath } from './partition-path.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';
import { runJob } from './run-job.ts';

/** `already` when there was nothing left to do. */
export type PowerOutcome = 'done' | 'already';

export interface PowerOnOptions {
  /** Where the boot goes: the operating system, or one of the firmware's menus (pypowervm power_opts.py). */
  readonly bootMode?: 'norm' | 'sms' | 'dd' | 'ds' | 'of' | 'pbl';
  readonly timeoutMilliseconds?: number;
}

export interface PowerOffOptions {
  /**
   * `osshutdown` asks the operating system over RMC; `shutdown` tells it of a power failure or, when immediate, stops
   * the processors and loses what was not written.
   */
  readonly operation: 'osshutdown' | 'shutdown';
  readonly immediate?: boolean;
  readonly restart?: boolean;
  readonly timeoutMilliseconds?: number;
}

/** What consoles say when a partition is on, or off, already (pypowervm tasks/power.py). */
const alreadyOn: ReadonlySet<string> = new Set(['HSCL3681', 'PVME01042026']);
const alreadyOff: ReadonlySet<string> = new Set(['HSCL1558', 'PVME04000005', 'PVME01050901']);

/** Activates a partition; it is on its way when this resolves. @throws PowerVmError JOB_FAILED, JOB_TIMED_OUT ... */
export function powerOnPartition(
  session: Session,
  place: PartitionPlace,
  { bootMode, timeoutMilliseconds }: PowerOnOptions,
  signal: AbortSignal,
): Promise<PowerOutcome> {
  const parameters = bootMode === undefined ? {} : { bootmode: bootMode };
  const job = { target: partitionPath(session, place), operation: 'PowerOn', parameters };
  return doneOrAlready(runJob(session, { ...job, ...timeoutOf(timeoutMilliseconds) }, signal), alreadyOn);
}

/** Ends a partition; a restart of one that is off fails. @throws PowerVmError JOB_FAILED, JOB_TIMED_OUT ... */
export function powerOffPartition(
  session: Session,
  place: PartitionPlace,
  { operation, immediate = false, restart = false, timeoutMilliseconds }: PowerOffOptions,
  signal: AbortSignal,
): Promise<PowerOutcome> {
  // A flag that is off is left out, as pypowervm does.
  const flags = { ...(immediate ? { immediate: 'true' } : {}), ...(restart ? { restart: 'true' } : {}) };
  const job = {
    target: partitionPath(session, place),
    operation: 'PowerOff',
    parameters: { operation, ...flags },
  };
  const ended = runJob(session, { ...job, ...timeoutOf(timeoutMilliseconds) }, signal);
  return doneOrAlready(ended, restart ? new Set() : alreadyOff);
}

async function doneOrAlready(ended: Promise<unknown>, already: ReadonlySet<string>): Promise<PowerOutcome> {
  try {
    await ended;
    return 'done';
  } catch (failure) {
    if (failure instanceof PowerVmError && already.has(failure.serverCode ?? '')) return 'already';
    throw failure;
  }
}

function timeoutOf(timeoutMilliseconds: number | undefined): { readonly timeoutMilliseconds?: number } {
  return timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds };
}
