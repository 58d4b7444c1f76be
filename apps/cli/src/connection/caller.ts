import { userInfo } from 'node:os';
import type { Finished, OpenManagedHostsOptions } from '@powervm-sriov/compute-driver';
import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { CommandContext } from '../command-context.ts';
import { writeLines } from '../render/write-lines.ts';

/** Who asks, for the records and for other programs; and what they are told of those that ended half way. */
export function callerOf({
  io,
  command,
}: Pick<CommandContext, 'io' | 'command'>): Required<
  Pick<OpenManagedHostsOptions, 'askedBy' | 'holder' | 'onFinished'>
> {
  const { SUDO_USER, USER, LOGNAME } = io.env;
  const askedBy = `operator ${SUDO_USER || USER || LOGNAME || userInfo().username}`;
  return {
    askedBy,
    holder: `pvm-sriov ${command} (pid ${process.pid}, ${askedBy})`,
    onFinished: (finished) => writeLines(io.stderr, io.stderr.columns, [tellFinished(finished)]),
  };
}

function tellFinished(finished: Finished): string {
  return finished.kind === 'vnic' ? tellVnic(finished) : tellPartition(finished);
}

function tellVnic(finished: Extract<Finished, { kind: 'vnic' }>): string {
  const { mac, state, askedBy } = finished.record;
  const what = `vNIC ${formatMacAddress(mac)}, interrupted (${askedBy})`;
  switch (finished.outcome) {
    case 'plugged':
      return `${what}: it is there, and recorded so`;
    case 'removed':
      return `${what}: it is deleted now`;
    case 'forgotten':
      return `${what}: its record was dropped, ${finished.reason}`;
    case 'left':
      return `${what}: still ${state}, ${finished.reason}`;
  }
}

function tellPartition(finished: Extract<Finished, { kind: 'partition' }>): string {
  const { spec, state, askedBy } = finished.record;
  const what = `partition ${spec.name}, interrupted (${askedBy})`;
  switch (finished.outcome) {
    case 'created':
      return `${what}: it is there, with all that was asked for`;
    case 'deleted':
      return `${what}: it is deleted now`;
    case 'forgotten':
      return `${what}: its record was dropped, it was asked for, and never created`;
    case 'left':
      return `${what}: still ${state}, ${finished.reason}`;
  }
}
