/** `PartitionState`, as pypowervm names them; `migrating ...` on both systems. */
export type PartitionState =
  | 'running'
  | 'not activated'
  | 'starting'
  | 'shutting down'
  | 'open firmware'
  | 'migrating running'
  | 'migrating not active'
  | 'error';
