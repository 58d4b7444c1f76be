import type {
  LocationCode,
  PartitionUuid,
  PhysicalPortId,
  SriovAdapterId,
  ViosUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';

export type AdapterState =
  | 'Initializing'
  | 'NotConfigured'
  | 'PoweredOff'
  | 'PoweringOff'
  | 'Running'
  | 'Dumping'
  | 'Failed'
  | 'Missing'
  | 'PCIEIDMismatch';

export type AdapterPersonality = 'NO_QOS' | 'MIN_CAPACITY' | 'MAX_MIN_CAPACITY';

export type SriovAdapter = {
  /** `AdapterID`: the DRC index of the I/O slot. */
  drcIndex: number;
  description: string;
  location: LocationCode;
  mode: 'Sriov' | 'Dedicated';
  state: AdapterState;
  /** What the card is when in mode Sriov; the document shows these only then. */
  sriovAdapterId: SriovAdapterId;
  personality: AdapterPersonality;
  maximumLogicalPorts: number;
  maximumHugeDmaLogicalPorts: number;
  /** Virtual function n has DRC index `logicalPortBase + n` and name `PHB ${4096 + n}` (sys_with_sriov.txt). */
  logicalPortBase: number;
  /** The partition or VIOS that holds the I/O slot of a dedicated card. */
  slotOwner?: PartitionUuid | ViosUuid;
  ports: PhysicalPort[];
};

/** Names as in the REST document, first letter small; capacities in hundredths of a percent. */
export type PhysicalPort = {
  kind: 'converged' | 'ethernet' | 'roce';
  physicalPortId: PhysicalPortId;
  locationCode: LocationCode;
  label: string;
  subLabel: string;
  linkStatus: boolean;
  configuredConnectionSpeed: string;
  configuredFlowControl: boolean;
  configuredMtu: string;
  configuredOptions: string[];
  configuredPortSwitchMode: string;
  currentConnectionSpeed: string;
  currentOptions: string[];
  /** What speed and options read when the link is up; pulling the cable hides them. */
  linkedConnectionSpeed: string;
  linkedOptions: string[];
  maximumDiagnosticsLogicalPorts: number;
  maximumPromiscuousLogicalPorts: number;
  portCapabilities: string[];
  portType: string;
  portLogicalPortLimit: number;
  supportedConnectionSpeeds: string[];
  supportedMtus: string[];
  supportedOptions: string[];
  supportedPriorityAccessControlList: string;
  configuredMaxEthernetLogicalPorts: number;
  maxSupportedEthernetLogicalPorts: number;
  minimumEthernetCapacityGranularity: number;
  minimumPortVlanId: number;
  maximumPortVlanId: number;
  minimumVlanId: number;
  maximumVlanId: number;
  maximumAllowedEthVlans?: number;
  maximumAllowedEthMacs?: number;
  supportedVlanRestrictions?: string;
  supportedMacRestrictions?: string;
  /** The FCoE counters of converged ports by element name, in document order. */
  fibreChannel: Record<string, string>;
  /** A recorded allocation that no logical port explains: it counts towards the limits and never goes away. */
  unaccounted: { logicalPorts: number; capacity: number };
};
