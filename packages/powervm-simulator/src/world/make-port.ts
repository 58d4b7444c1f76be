import { parseLocationCode, parsePhysicalPortId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PhysicalPort } from '../platform/platform-state.ts';
import type { PortPreset } from './adapter-presets.ts';

/** A port as the card brings it: link up, no label. Every value not in the preset is that of sys_with_sriov.txt [R]. */
export function makePort(preset: PortPreset, place: { adapter: string; portId: number }): PhysicalPort {
  const linkedOptions = ['fullDuplex', 'linkUp', 'Veb'];
  return {
    kind: preset.kind,
    physicalPortId: parsePhysicalPortId(place.portId),
    locationCode: parseLocationCode(`${place.adapter}-T${place.portId + 1}`),
    label: '',
    subLabel: '',
    linkStatus: true,
    configuredConnectionSpeed: 'Auto',
    configuredFlowControl: false,
    configuredMtu: 'E_1500',
    configuredOptions: ['autoDuplex', 'Veb'],
    configuredPortSwitchMode: 'Veb',
    currentConnectionSpeed: preset.linkSpeed,
    currentOptions: [...linkedOptions],
    linkedConnectionSpeed: preset.linkSpeed,
    linkedOptions,
    maximumDiagnosticsLogicalPorts: 1,
    maximumPromiscuousLogicalPorts: 1,
    portCapabilities: [
      'Clear Logical Port Stat',
      'Clear Physical Port Stat',
      'IEEE8021Q_Priority',
      'Mac Vlan ACL Restriction',
      'Pvid',
    ],
    portType: preset.portType,
    portLogicalPortLimit: preset.logicalPorts,
    supportedConnectionSpeeds: [...preset.speeds],
    supportedMtus: ['E_1500', 'E_9000'],
    supportedOptions: [
      'autoDuplex',
      'fullDuplex',
      'promiscousMode',
      'receiveFlowControl',
      'transmitFlowControl',
      'Veb',
      'Vepa',
    ],
    supportedPriorityAccessControlList: '0',
    configuredMaxEthernetLogicalPorts: preset.logicalPorts,
    maxSupportedEthernetLogicalPorts: preset.logicalPorts,
    minimumEthernetCapacityGranularity: preset.granularity,
    minimumPortVlanId: 2,
    maximumPortVlanId: 4094,
    minimumVlanId: 2,
    maximumVlanId: 4094,
    fibreChannel: preset.kind === 'converged' ? { ...recordedFibreChannel } : {},
    unaccounted: { logicalPorts: 0, capacity: 0 },
  };
}

const recordedFibreChannel = {
  ConfiguredMaxFiberChannelOverEthernetLogicalPorts: '0',
  DefaultFiberChannelTargetsForBackingDevice: '256',
  DefaultFiberChannelTargetsForNonBackingDevice: '128',
  ConfiguredFiberChannelOverEthernetLogicalPorts: '0',
  MinimumFCoECapacityGranularity: '10.0%',
  FiberChannelTargetsRoundingValue: '64',
  MaxSupportedFiberChannelOverEthernetLogicalPorts: '0',
  MaximumFiberChannelTargets: '0',
};
