import type { LocationCode } from '@powervm-sriov/pypowervm-ts/identifiers';
import { deepFreeze, findPort, type HostSnapshot } from '@powervm-sriov/sriov-core';
import type { PortLabelChange } from './label-ports.ts';
import { nameVnics } from './require-port.ts';

/** What a whole file of labels would do to a host; `changes` is what labelPorts takes. */
export interface LabelDiff {
  readonly changes: readonly LabelDifference[];
  readonly same: readonly LocationCode[];
  /** In the file, and not on the host: a typing mistake, or an adapter that is dedicated or away. */
  readonly unknown: readonly LocationCode[];
  /** On the host, and not in the file: they stay as they are. */
  readonly unlisted: readonly { readonly port: LocationCode; readonly label: string }[];
}

export interface LabelDifference extends PortLabelChange {
  readonly was: string;
  /** vNICs that would leave the network that they were planned for. */
  readonly vnics: readonly string[];
}

/** Later lines of the file win over earlier ones for the same port. */
export function diffLabels(snapshot: HostSnapshot, wanted: readonly PortLabelChange[]): LabelDiff {
  const labels = new Map(wanted.map(({ port, label }) => [port, label]));
  const rows = [...labels].map(([port, label]) => ({ port, label, found: findPort(snapshot, port) }));
  return deepFreeze({
    changes: rows.flatMap(({ port, label, found }) =>
      found === undefined || found.label === label
        ? []
        : [{ port, label, was: found.label, vnics: nameVnics(snapshot, found) }],
    ),
    same: rows.filter(({ label, found }) => found?.label === label).map(({ port }) => port),
    unknown: rows.filter(({ found }) => found === undefined).map(({ port }) => port),
    unlisted: snapshot.adapters
      .flatMap(({ ports }) => ports)
      .filter(({ location }) => !labels.has(location))
      .map(({ location, label }) => ({ port: location, label })),
  });
}
