import { z } from 'zod';
import { type AdapterPresetName, adapterPresets } from './adapter-presets.ts';

/* The shape of a world file. Every field but the names of things has a default that reads like a small healthy host. */

const switches = z.strictObject({
  events: z.enum(['full', 'recorded']).default('full'),
  backingDeviceChange: z.enum(['rest', 'cli', 'none']).default('rest'),
  enforceUniqueMac: z.boolean().default(true),
  logicalPortMove: z.enum(['silent', 'refused']).default('silent'),
  linkDownAllowed: z.boolean().default(true),
  rmcNeedsNetwork: z.boolean().default(true),
  rmcDelayMs: z.int().min(0).default(20_000),
  adapterStartMs: z.int().min(0).default(5_000),
  labelLimit: z.int().min(1).default(16),
  subLabelLimit: z.int().min(1).default(8),
  vnicsPerPartition: z.int().min(1).default(32),
  vnicServersPerVios: z.int().min(1).default(1_024),
  osShutdownTimeoutMs: z.int().min(0).default(60_000),
  migrationMs: z.int().min(0).default(4_000),
  vnicRedundancyOverride: z.string().min(1).default('VNICRedundancyOverride'),
});

const port = z.strictObject({
  label: z.string().optional(),
  subLabel: z.string().optional(),
  link: z.enum(['up', 'down']).default('up'),
  mtu: z.enum(['E_1500', 'E_9000']).default('E_1500'),
  switchMode: z.enum(['Veb', 'Vepa']).default('Veb'),
  maxLogicalPorts: z.int().min(0).optional(),
});

const adapter = z.strictObject({
  preset: z.enum(Object.keys(adapterPresets) as [AdapterPresetName, ...AdapterPresetName[]]),
  /** So many cards in a row, in the slots after this one's. */
  count: z.int().min(1).max(256).default(1),
  /** Location code behind the system's own; by default C1, C2, ... in turn. */
  slot: z
    .string()
    .regex(/^P\d+-C\d+$/, 'a slot such as P1-C8')
    .optional(),
  mode: z.enum(['Sriov', 'Dedicated']).default('Sriov'),
  state: z.enum(['Running', 'Failed']).default('Running'),
  /** Name of the partition or VIOS that owns the slot of a dedicated card. */
  owner: z.string().optional(),
  personality: z.enum(['NO_QOS', 'MIN_CAPACITY', 'MAX_MIN_CAPACITY']).optional(),
  /** Label of every port that does not say its own. */
  label: z.string().default(''),
  ports: z.array(port).default([]),
});

const vios = z.strictObject({
  name: z.string(),
  state: z.enum(['running', 'not activated']).default('running'),
  rmc: z.enum(['active', 'inactive', 'busy', 'none', 'unknown']).default('active'),
  /** Of its software; what it can do is said by the capabilities alone. */
  level: z.string().default('3.1.4.10'),
  vnicCapable: z.boolean().default(true),
  failoverCapable: z.boolean().default(true),
  /** Moves partitions' memory in a migration. */
  mover: z.boolean().default(true),
  /** NovaLink runs on it: it works for vNICs whatever its RMC says. */
  management: z.boolean().default(false),
});

const partition = z.strictObject({
  /** With a count, `web` stands for web1, web2, ... */
  name: z.string(),
  count: z.int().min(1).max(10_000).optional(),
  type: z.enum(['AIX/Linux', 'OS400']).default('AIX/Linux'),
  state: z.enum(['running', 'not activated']).default('running'),
  rmc: z.enum(['active', 'inactive', 'busy', 'none', 'unknown']).optional(),
  dlparCapable: z.boolean().default(true),
  /** Has a client network adapter on the management network. */
  managementNetwork: z.boolean().default(true),
  slots: z.int().min(3).max(65_535).default(64),
  profileSync: z.enum(['On', 'Disabled', 'Suspend']).default('On'),
  /** Megabytes. */
  memory: z.int().min(2_048).default(4_096),
  compatibilityMode: z.string().default('POWER9'),
});

const system = z.strictObject({
  name: z.string(),
  machine: z
    .string()
    .regex(/^\w+-\w+\*\w+$/, 'type-model*serial, such as 9009-42A*1234567')
    .default('9009-42A*789ABC0'),
  /** Location code of the unit that holds the cards. */
  unit: z
    .string()
    .regex(/^U[0-9A-Z]{4}\.[0-9A-Z]{3}\.[0-9A-Z]{7}$/, 'a unit such as U78D3.001.WZS0001')
    .default('U78D3.001.WZS0001'),
  /** Level of its firmware, such as FW950.40 (101); without one its documents leave it out. */
  firmware: z.string().optional(),
  /** `console`: whichever console the world is served as. */
  master: z.enum(['console', 'novalink', 'hmc', 'none']).default('console'),
  vnicCapable: z.boolean().default(true),
  failoverCapable: z.boolean().default(true),
  /** Megabytes that the partitions at the beginning leave free. */
  freeMemory: z.int().min(0).default(2_097_152),
  memoryRegionSize: z.int().min(16).default(256),
  /** Units that the partitions at the beginning leave free, or a little more: systems have whole processors. */
  freeProcessors: z.number().min(0).default(120),
  compatibilityModes: z.array(z.string()).min(1).default(['default', 'POWER8', 'POWER9_base', 'POWER9']),
  migrations: z
    .strictObject({ active: z.int().min(0).default(16), inactive: z.int().min(0).default(16) })
    .prefault({}),
  adapters: z.array(adapter).default([]),
  vioses: z.array(vios).default([]),
  partitions: z.array(partition).default([]),
});

export const worldSchema = z.strictObject({
  name: z.string(),
  personality: z.enum(['novalink', 'hmc']).default('novalink'),
  switches: switches.prefault({}),
  systems: z.array(system).min(1),
});

export type World = z.infer<typeof worldSchema>;
export type WorldSystem = World['systems'][number];
export type WorldAdapter = WorldSystem['adapters'][number];
