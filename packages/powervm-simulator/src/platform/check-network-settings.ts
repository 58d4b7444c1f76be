import type { MacAddress, VlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import { macsOf } from './make-identity.ts';
import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { ManagedSystem } from './platform-state.ts';

/** What a vNIC and a direct logical port share. Text as it came; what is absent takes the platform's default. */
export type NetworkSettingsRequest = {
  readonly portVlanId?: number;
  readonly portVlanPriority?: number;
  readonly allowedVlans?: string;
  readonly allowedMacs?: string;
};

export type NetworkSettings = {
  readonly portVlanId: VlanId;
  readonly portVlanPriority: number;
  readonly allowedVlans: string;
  readonly allowedMacs: string;
};

/** PVID 0 is untagged, else 2..4094; priority 0..7; with a PVID the guest has no VLANs and MACs of its own [R]. */
export function checkNetworkSettings(request: NetworkSettingsRequest): NetworkSettings {
  const { portVlanId = 0, portVlanPriority = 0 } = request;
  if (portVlanId !== 0 && !isVlan(portVlanId)) {
    throw new PlatformRefusal(400, 'SIM-PVID', `Port VLAN ${portVlanId} is not 0 or 2 to 4094.`);
  }
  if (!Number.isInteger(portVlanPriority) || portVlanPriority < 0 || portVlanPriority > 7) {
    throw new PlatformRefusal(400, 'SIM-VLAN-PRIORITY', `VLAN priority ${portVlanPriority} is not 0 to 7.`);
  }
  const untaggedDefault = portVlanId === 0 ? 'ALL' : 'NONE';
  const allowedVlans = checkList('VLAN', request.allowedVlans ?? untaggedDefault, (text) =>
    isVlan(Number(text)),
  );
  const allowedMacs = checkList('MAC', request.allowedMacs ?? untaggedDefault, isUnicast);
  if (portVlanId !== 0 && (allowedVlans !== 'NONE' || allowedMacs !== 'NONE')) {
    throw new PlatformRefusal(
      400,
      'SIM-PVID-ACL',
      `With port VLAN ${portVlanId} the allowed VLANs (${allowedVlans}) and MACs (${allowedMacs}) must be NONE.`,
    );
  }
  return { portVlanId: portVlanId as VlanId, portVlanPriority, allowedVlans, allowedMacs };
}

/** A unicast address that nobody on the system has, in the form of the documents: 12 upper-case digits. */
export function checkMac(platform: Platform, system: ManagedSystem, text: string): MacAddress {
  const mac = text.toUpperCase() as MacAddress;
  if (!isUnicast(mac)) {
    throw new PlatformRefusal(
      400,
      'SIM-MAC',
      `MAC address ${JSON.stringify(text)} is not 12 hexadecimal digits of a unicast address.`,
    );
  }
  if (platform.state.settings.enforceUniqueMac && macsOf(system).includes(mac)) {
    throw new PlatformRefusal(400, 'SIM-MAC-IN-USE', `MAC address ${mac} is in use on ${system.name}.`);
  }
  return mac;
}

function checkList(kind: 'VLAN' | 'MAC', text: string, isEntry: (entry: string) => boolean): string {
  const entries = text.trim().split(/\s+/);
  const isWord = entries.length === 1 && (entries[0] === 'ALL' || entries[0] === 'NONE');
  if (!isWord && !entries.every(isEntry)) {
    throw new PlatformRefusal(
      400,
      kind === 'VLAN' ? 'SIM-ALLOWED-VLANS' : 'SIM-ALLOWED-MACS',
      `The allowed ${kind}s ${JSON.stringify(text)} are not ALL, NONE or a list of ${kind}s parted by spaces.`,
    );
  }
  return entries.join(' ');
}

function isVlan(vlan: number): boolean {
  return Number.isInteger(vlan) && vlan >= 2 && vlan <= 4094;
}

function isUnicast(mac: string): boolean {
  return /^[0-9A-F][02468ACE][0-9A-F]{10}$/i.test(mac) && !/^0+$/.test(mac);
}
