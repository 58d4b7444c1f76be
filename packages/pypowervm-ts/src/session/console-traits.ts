/** The two kinds of console that serve the PowerVM REST API. */
export type ConsoleKind = 'hmc' | 'novalink';

/** What differs between consoles, learnt once from the answer to the logon. */
export interface ConsoleTraits {
  readonly kind: ConsoleKind;
  /** Level of the API as the console states it, e.g. `V1_3_0`. */
  readonly schemaVersion: string;
  /** The element that asks for the next free virtual slot (pypowervm traits.py). */
  readonly slotTrait: 'UseNextAvailableHighSlotID' | 'UseNextAvailableSlotID';
  /** NovaLink serves exactly the one system that it runs on. */
  readonly singleSystem: boolean;
  /** How backing devices of an existing vNIC can be changed. */
  readonly backingDeviceChange: BackingDeviceChange;
  /** Where a partition's vNICs, adapters and operations are. */
  readonly partitionPaths: PartitionPaths;
}

/**
 * Recorded documents mark backing devices create-only (kb="COR" at V1_4_0) while the HMC's command line changes them;
 * whether any level takes a change over REST is not confirmed. Hence a setting.
 */
export type BackingDeviceChange = 'rest' | 'cli' | 'none';

/**
 * `root`: `LogicalPartition/{uuid}/...`, as recorded (vnic_feed.txt). `below-system`: under the ManagedSystem, which an
 * HMC needs where two of its systems hold a partition of one UUID, as during a cold migration (sriov-rules [R]); that it
 * serves everything there is not recorded [?]. Hence a setting.
 */
export type PartitionPaths = 'root' | 'below-system';

interface LogonFacts {
  /** Header `X-MC-Type`; an HMC may leave it out (pypowervm adapter.py). */
  readonly managementConsoleType: string | undefined;
  readonly schemaVersion: string;
}

export interface TraitSettings {
  readonly backingDeviceChange?: BackingDeviceChange | undefined;
  readonly partitionPaths?: PartitionPaths | undefined;
}

export function consoleTraits(
  facts: LogonFacts,
  { backingDeviceChange, partitionPaths }: TraitSettings = {},
): ConsoleTraits {
  const kind = facts.managementConsoleType?.toUpperCase() === 'PVM' ? 'novalink' : 'hmc';
  return {
    kind,
    schemaVersion: facts.schemaVersion,
    slotTrait: kind === 'novalink' ? 'UseNextAvailableHighSlotID' : 'UseNextAvailableSlotID',
    singleSystem: kind === 'novalink',
    backingDeviceChange: backingDeviceChange ?? (kind === 'hmc' ? 'cli' : 'none'),
    partitionPaths: partitionPaths ?? (kind === 'hmc' ? 'below-system' : 'root'),
  };
}
