import {
  type Capacity,
  InvalidIdentifier,
  type MacAddress,
  parseCapacityFraction,
  parseMacAddress,
  parseVlanId,
  untagged,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { z } from 'zod';
import type { PortBinding } from './port-binding.ts';
import { VifError } from './vif-error.ts';

/** The agent's own settings, used where neither the port's profile nor its details say (openstack.md). */
export interface BindingDefaults {
  readonly redundancy: number;
  readonly capacity?: Capacity | undefined;
  readonly maxCapacity?: Capacity | undefined;
}

/**
 * Reads a Neutron port (`binding:vif_type` ...) or a Nova VIF (`type`, `details` ...) into a {@link PortBinding}.
 * The profile, where users ask, wins over vif_details, where the mechanism driver wrote what it understood, and both
 * over the defaults. Keys that are not ours are ignored (the blueprint's `vlan_type` and `delete_with_instance`, which
 * change nothing here, among them); ours are strict.
 *
 * @throws VifError BINDING_INVALID naming the field, its value and what is allowed.
 */
export function parsePortBinding(given: unknown, defaults: BindingDefaults = { redundancy: 2 }): PortBinding {
  const { type, vnicType, id, mac, details, profile } = asVif(given);
  return Object.freeze({
    vifType: type,
    vnicType,
    portId: id,
    mac,
    vlan: details.vlan ?? untagged,
    network: details.physical_network,
    redundancy: profile.vnic_required_vfs ?? details.redundancy ?? defaults.redundancy,
    capacity: profile.capacity ?? details.capacity ?? defaults.capacity,
    maxCapacity: profile.maxcapacity ?? details.maxcapacity ?? defaults.maxCapacity,
    pciSlot: profile.pci_slot ?? undefined,
  });
}

/** zod's message is the identifier parser's own, so that one text says what is allowed everywhere. */
function parsedBy<Input, Output>(input: z.ZodType<Input>, parse: (value: Input) => Output) {
  return input.transform((value, context) => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof InvalidIdentifier)) throw error;
      context.addIssue({ code: 'custom', message: `expected ${error.expected}` });
      return z.NEVER;
    }
  });
}

const textOrNumber = z.union([z.string(), z.number()], { error: 'expected a number, or its text' });
const capacity = parsedBy(textOrNumber, parseCapacityFraction).nullish();
const redundancy = textOrNumber
  .refine((value) => /^[1-6]$/.test(String(value)), 'expected a whole number from 1 to 6')
  .transform(Number)
  .nullish();

const detailsSchema = z.object({
  vlan: parsedBy(textOrNumber, parseVlanId).nullish(),
  physical_network: z.string({ error: 'expected the name of a physical network' }).min(1),
  redundancy,
  capacity,
  maxcapacity: capacity,
});

const profileSchema = z.object({
  vnic_required_vfs: redundancy,
  capacity,
  maxcapacity: capacity,
  pci_slot: z.string().nullish(),
});

const macSchema = parsedBy(z.string({ error: 'expected a MAC address' }), parseMacAddress);
const vnicTypeSchema = z.literal('direct', { error: "expected 'direct'" });

const neutronPort = z.object({
  id: z.string().optional(),
  mac_address: macSchema,
  'binding:vif_type': z.string(),
  'binding:vnic_type': vnicTypeSchema,
  'binding:vif_details': detailsSchema,
  'binding:profile': profileSchema.nullish(),
});

const novaVif = z.object({
  id: z.string().optional(),
  address: macSchema,
  type: z.string(),
  vnic_type: vnicTypeSchema,
  details: detailsSchema,
  profile: profileSchema.nullish(),
});

interface Vif {
  readonly type: string;
  readonly vnicType: string;
  readonly id: string | undefined;
  readonly mac: MacAddress;
  readonly details: z.output<typeof detailsSchema>;
  readonly profile: Partial<z.output<typeof profileSchema>>;
}

function asVif(given: unknown): Vif {
  if (typeof given === 'object' && given !== null && 'binding:vif_type' in given) {
    const port = checked(neutronPort, given, 'Neutron port');
    return {
      type: port['binding:vif_type'],
      vnicType: port['binding:vnic_type'],
      id: port.id,
      mac: port.mac_address,
      details: port['binding:vif_details'],
      profile: port['binding:profile'] ?? {},
    };
  }
  const vif = checked(novaVif, given, 'Nova VIF');
  return {
    type: vif.type,
    vnicType: vif.vnic_type,
    id: vif.id,
    mac: vif.address,
    details: vif.details,
    profile: vif.profile ?? {},
  };
}

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(given, { reportInput: true });
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, input, message }) => `${path.join('.') || 'it'} is ${shown(input)}: ${message}`,
  );
  throw new VifError('BINDING_INVALID', `${what} cannot be used: ${faults.join('; ')}`);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
