import { randomBytes } from 'node:crypto';
import type { Command, OptionValues } from '@commander-js/extra-typings';
import {
  type Capacity,
  type MacAddress,
  parseCapacityText,
  parseMacAddress,
  parseVlanId,
  untagged,
  type VlanId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { type HostSnapshot, maximumRedundancy, type VnicRequest } from '@powervm-sriov/sriov-core';
import { CommandError } from '../command-error.ts';

/** A vNIC as it is asked for on the command line. */
export interface VnicOptions {
  readonly network: string;
  readonly vlan: VlanId;
  readonly mac?: MacAddress | undefined;
  readonly redundancy: number;
  readonly bestEffort?: true | undefined;
  readonly capacity?: Capacity | undefined;
  readonly maxCapacity?: Capacity | undefined;
  readonly allowLinkDown?: true | undefined;
}

export function addVnicOptions<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command
    .optionsGroup('The vNIC:')
    .requiredOption('-p, --lpar <partition>', 'name, id or UUID of the partition that gets it')
    .requiredOption('--network <name>', "the label of its ports; 'default' are those without one")
    .option('--vlan <id>', 'its VLAN: 0 is untagged, else 2 to 4094', parseVlanId, untagged)
    .option('--mac <address>', 'its MAC address; one is made up otherwise', parseMacAddress)
    .option('--redundancy <devices>', `backing devices, 1 to ${maximumRedundancy}`, parseRedundancy, 2)
    .option('--best-effort', 'fewer devices rather than none')
    .option('--capacity <share>', 'guaranteed on each port, 2% or 0.02', parseCapacityText)
    .option('--max-capacity <share>', 'never exceeded on each port, 50% or 0.5', parseCapacityText)
    .option('--allow-link-down', 'take ports without link, too')
    .optionsGroup('Options:');
}

export function vnicRequest(options: VnicOptions, host: HostSnapshot): VnicRequest {
  const { network, vlan, mac, redundancy, bestEffort, capacity, maxCapacity, allowLinkDown } = options;
  return {
    network,
    vlan,
    mac: mac ?? unusedMac(host),
    redundancy,
    redundancyPolicy: bestEffort === true ? 'best-effort' : 'strict',
    capacity,
    maxCapacity,
    ...(allowLinkDown === true ? { allowLinkDown } : {}),
  };
}

export function parseRedundancy(text: string): number {
  const devices = /^\d$/.test(text) ? Number(text) : 0;
  if (devices >= 1 && devices <= maximumRedundancy) return devices;
  throw new CommandError(
    'USAGE',
    `--redundancy ${JSON.stringify(text)}: expected a number of devices from 1 to ${maximumRedundancy}`,
  );
}

/** Locally administered and unicast (bit 1 of the first byte set, bit 0 clear), and nobody's on this host. */
function unusedMac({ vnics }: HostSnapshot): MacAddress {
  for (;;) {
    const [first = 0, ...rest] = randomBytes(6);
    const mac = parseMacAddress(Buffer.from([(first & 0xfc) | 0x02, ...rest]).toString('hex'));
    if (!vnics.some((vnic) => vnic.mac === mac)) return mac;
  }
}
