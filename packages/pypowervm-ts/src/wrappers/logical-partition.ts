import { uomNamespace } from '../xml/namespaces.ts';
import { flag, oneOf, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf, leafOr } from './leaf.ts';
import { partitionProperties } from './partition-properties.ts';

/** A client partition: a virtual machine. */
export const LogicalPartition = defineElement({
  name: 'LogicalPartition',
  namespace: uomNamespace,
  knownBy: 'partitionName',
  properties: {
    ...partitionProperties,
    remoteRestartCapable: leafOr('RemoteRestartCapable', flag, false),
    simplifiedRemoteRestartCapable: leafOr('SimplifiedRemoteRestartCapable', flag, false),
    migrationState: leaf('MigrationState', oneOf('Not_Migrating', 'Migration_Starting', 'Migration_Failed')),
    remoteRestartState: leaf('RemoteRestartState', text),
  },
});

export type LogicalPartition = ReadOf<typeof LogicalPartition>;
