/** The tables as migrations.ts makes them. */
export interface Tables {
  /** What a record is found by has a column; the record itself is JSON. */
  readonly record: {
    readonly kind: RecordKind;
    /** What names it within its kind, its parts divided by spaces. */
    readonly key: string;
    readonly system: string;
    /** Of a migration: the other system. */
    readonly target: string | null;
    readonly partition: string | null;
    readonly content: string;
    /** Of kind, key and content: a page that rotted must not pass for a record. */
    readonly digest: string;
  };
  /** Who was last given the lock of a system: for people, the lock itself is not here. */
  readonly lock_holder: { readonly system: string; readonly holder: string };
}

export type RecordKind = 'vnic' | 'partition' | 'migration' | 'cordons';
