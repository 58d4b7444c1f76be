import type { AdapterPersonality, PhysicalPort } from '../platform/platform-state.ts';

/** One port of a card as it leaves the factory; capacities in hundredths of a percent. */
export type PortPreset = {
  readonly kind: PhysicalPort['kind'];
  readonly portType: string;
  readonly logicalPorts: number;
  readonly granularity: number;
  readonly linkSpeed: string;
  readonly speeds: readonly string[];
};

export type AdapterPreset = {
  readonly description: string;
  readonly logicalPorts: number;
  readonly personality: AdapterPersonality;
  readonly ports: readonly PortPreset[];
};

const convergedPort: PortPreset = {
  kind: 'converged',
  portType: 'Cna',
  logicalPorts: 20,
  granularity: 200,
  linkSpeed: 'E10Gbps',
  speeds: ['Auto', 'E10Mbps', 'E10Gbps'],
};

const gigabitPort: PortPreset = {
  kind: 'ethernet',
  portType: 'Ethernet',
  logicalPorts: 4,
  granularity: 200,
  linkSpeed: 'E1Gbps',
  speeds: ['Auto', 'E100Mbps', 'E1Gbps'],
};

const rocePort: PortPreset = {
  kind: 'roce',
  portType: 'Roce',
  logicalPorts: 60,
  granularity: 100,
  linkSpeed: 'E10Gbps',
  speeds: ['Auto', 'E10Gbps'],
};

/** Cards by name. Where the numbers come from stands in sriov-rules, Adapters and ports. */
export const adapterPresets = {
  /** EN0H/EN0J: 48 logical ports, 20 + 20 + 4 + 4, granularity 2% (sys_with_sriov.txt [R]). */
  'cna-4-port': {
    description: 'PCIe2 4-port (10Gb FCoE & 1GbE) SR&RJ45 Adapter',
    logicalPorts: 48,
    personality: 'MIN_CAPACITY',
    ports: [convergedPort, convergedPort, gigabitPort, gigabitPort],
  },
  /** 120 logical ports, 60 a port, capacity from 1% [H]. */
  'roce-2-port': {
    description: 'PCIe3 2-port 10GbE NIC & RoCE SR/Cu Adapter',
    logicalPorts: 120,
    personality: 'MAX_MIN_CAPACITY',
    ports: [rocePort, rocePort],
  },
  /** EN15..EN18: 64 logical ports, 16 a port [?]. */
  'en15-4-port': {
    description: 'PCIe3 4-port 10GbE SR Adapter',
    logicalPorts: 64,
    personality: 'MIN_CAPACITY',
    ports: Array.from({ length: 4 }, () => ({
      ...gigabitPort,
      logicalPorts: 16,
      linkSpeed: 'E10Gbps',
      speeds: ['Auto', 'E10Gbps'],
    })),
  },
  /** ConnectX-4 to 6 class: 120 logical ports, 60 a port, granularity 1% [?]. */
  'cx-2-port-100g': {
    description: 'PCIe4 2-port 100GbE RoCE x16 Adapter',
    logicalPorts: 120,
    personality: 'MAX_MIN_CAPACITY',
    ports: Array.from({ length: 2 }, () => ({
      ...rocePort,
      linkSpeed: 'E100Gbps',
      speeds: ['Auto', 'E40Gbps', 'E100Gbps'],
    })),
  },
} as const satisfies Record<string, AdapterPreset>;

export type AdapterPresetName = keyof typeof adapterPresets;
