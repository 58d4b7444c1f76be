/** What can stand in a place of the line and only a console, or the hosts file, knows. */
export type ValueKind =
  | 'host'
  | 'system'
  | 'partition'
  | 'vios'
  | 'adapter'
  | 'port'
  | 'network'
  | 'vnic'
  /** That a migration can go to. */
  | 'target'
  | 'migration'
  | 'orphan'
  /** Only those in maintenance. */
  | 'marked-adapter'
  | 'marked-port'
  | 'marked-vios';
