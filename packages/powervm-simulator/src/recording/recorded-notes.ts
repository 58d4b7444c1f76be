import { writePercent } from '../platform/percent.ts';
import type { ManagedSystem, SriovAdapter } from '../platform/platform-state.ts';
import type { SimElement } from '../xml/sim-element.ts';
import { recordedCapabilities } from './overlay-recorded-system.ts';

/** What people must know before they take the twin for the host that was recorded. */
export function recordedNotes(system: ManagedSystem, element: SimElement): string[] {
  const vioses = system.vioses.map(({ name }) => name).join(' and ');
  const partitions = system.partitions.map(({ name }) => name).join(' and ');
  return [
    `Invented: the VIOSes ${vioses} and the partition ${partitions}; the document of ${system.name} has none.`,
    ...capabilityNotes(recordedCapabilities(element)),
    ...system.adapters.flatMap(unaccountedNotes),
    ...system.adapters.flatMap(dedicatedNotes),
  ];
}

/** What of a card is not in its document. */
export function adapterNotes(adapter: SriovAdapter): string[] {
  return [...unaccountedNotes(adapter), ...dedicatedNotes(adapter)];
}

function capabilityNotes(recorded: Readonly<Record<string, string>>): string[] {
  const granted = ['VirtualNICDedicatedSRIOVCapable', 'VirtualNICFailOverCapable'].filter(
    (name) => recorded[name] !== 'true',
  );
  return granted.length === 0
    ? []
    : [`Granted: ${granted.join(' and ')}, which the document does not tell of.`];
}

function unaccountedNotes(adapter: SriovAdapter): string[] {
  return adapter.ports.flatMap(({ locationCode, unaccounted }) =>
    unaccounted.logicalPorts === 0 && unaccounted.capacity === 0
      ? []
      : [
          `Unaccounted: ${unaccounted.logicalPorts} logical ports and ${writePercent(unaccounted.capacity)} on port ${locationCode}; nobody known owns them, and they count towards the limits.`,
        ],
  );
}

function dedicatedNotes(adapter: SriovAdapter): string[] {
  if (adapter.mode !== 'Dedicated') return [];
  return [
    adapter.ports.length > 0
      ? `Invented: the ports of the dedicated adapter ${adapter.location}, after a recorded card like it; they show in mode Sriov only.`
      : `Unknown: the ports of the dedicated adapter ${adapter.location}.`,
  ];
}
