import {
  type MigrationRecord,
  migrationPhases,
  type PartitionRecord,
  type PartitionSpec,
  type VnicRecord,
} from '@powervm-sriov/compute-driver';
import {
  capacityOf,
  InvalidIdentifier,
  parseFailoverPriority,
  parseLocationCode,
  parseMacAddress,
  parsePartitionUuid,
  parseSlotNumber,
  parseSystemUuid,
  parseViosUuid,
  parseVlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Cordon } from '@powervm-sriov/sriov-core';
import { z } from 'zod';

/** What a store holds is as foreign as what a console answers: nothing is believed before it is parsed. */
function parsedBy<Input, Output>(input: z.ZodType<Input>, parse: (value: Input) => Output) {
  return input.transform((value, context) => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof InvalidIdentifier) && !(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
}

const system = parsedBy(z.string(), parseSystemUuid);
const partition = parsedBy(z.string(), parsePartitionUuid);
const capacity = parsedBy(z.number(), capacityOf);
/** JSON has no `undefined`: what a record does not have is not there. */
function orAbsent<Value>(value: z.ZodType<Value>) {
  return value.optional().transform((given) => given);
}

const text = orAbsent(z.string());

/** A schema for every property, those too that a record may lack: what has none is dropped when it is read. */
type SchemaOf<Entry> = { readonly [Property in keyof Required<Entry>]: z.ZodType };

const mac = parsedBy(z.string(), parseMacAddress);
const slot = parsedBy(z.number(), parseSlotNumber);

const range = z.object({ minimum: z.number(), desired: z.number(), maximum: z.number() });

const partitionSpec = z.object({
  name: z.string(),
  type: z.enum(['AIX/Linux', 'OS400']),
  memory: range,
  processors: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('dedicated'), count: range }),
    z.object({
      kind: z.literal('shared'),
      virtual: range,
      units: range,
      uncappedWeight: orAbsent(z.number()),
    }),
  ]),
  maximumVirtualSlots: z.number(),
  managementNetwork: z.boolean(),
  managementAdapter: z.object({ mac, slot }).optional(),
} satisfies SchemaOf<PartitionSpec>);

export const vnicSchema: z.ZodType<VnicRecord> = z.object({
  system,
  partition,
  mac,
  state: z.enum(['plugging', 'plugged', 'replacing', 'unplugging']),
  network: z.string(),
  vlan: parsedBy(z.number(), parseVlanId),
  shape: z.object({
    redundancy: z.number(),
    redundancyPolicy: z.enum(['strict', 'best-effort']),
    capacity: capacity.optional(),
    maxCapacity: capacity.optional(),
  } satisfies SchemaOf<VnicRecord['shape']>),
  slot: orAbsent(slot),
  priorities: z.array(parsedBy(z.number(), parseFailoverPriority)),
  instance: text,
  portId: text,
  pciSlot: text,
  askedBy: z.string(),
  changedAt: z.string(),
} satisfies SchemaOf<VnicRecord>);

export const partitionSchema: z.ZodType<PartitionRecord> = z.object({
  system,
  partition,
  state: z.enum(['creating', 'created', 'deleting']),
  spec: partitionSpec,
  instance: text,
  askedBy: z.string(),
  changedAt: z.string(),
} satisfies SchemaOf<PartitionRecord>);

export const migrationSchema: z.ZodType<MigrationRecord> = z.object({
  id: z.string(),
  kind: z.enum(['live', 'cold', 'evacuate']),
  driver: z.enum(['nova', 'operator']),
  phase: z.enum(migrationPhases),
  source: system,
  target: system,
  partition,
  partitionName: z.string(),
  instance: text,
  spec: orAbsent(partitionSpec),
  wasRunning: orAbsent(z.boolean()),
  vnics: z.array(vnicSchema),
  job: text,
  fencing: text,
  failure: text,
  startedAt: z.string(),
  changedAt: z.string(),
} satisfies SchemaOf<MigrationRecord>);

const location = parsedBy(z.string(), parseLocationCode);
const note = z.string();

export const cordonsSchema: z.ZodType<readonly Cordon[]> = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('host'), note }),
    z.object({ kind: z.literal('adapter'), location, note }),
    z.object({ kind: z.literal('port'), location, note }),
    z.object({ kind: z.literal('vios'), uuid: parsedBy(z.string(), parseViosUuid), note }),
  ]),
);
