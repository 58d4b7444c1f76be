import { parseLocationCode, parsePhysicalPortId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PhysicalPort } from '../platform/platform-state.ts';
import type { SimElement } from '../xml/sim-element.ts';
import { recordedValues } from './recorded-values.ts';

const kinds: Readonly<Record<string, PhysicalPort['kind']>> = {
  SRIOVConvergedNetworkAdapterPhysicalPort: 'converged',
  SRIOVEthernetPhysicalPort: 'ethernet',
  SRIOVRoCEPhysicalPort: 'roce',
};

/** The elements of a converged port behind the Ethernet ones are its FCoE counters. */
const lastEthernetElement = 'MaxSupportedEthernetLogicalPorts';

/** A port with every recorded value; what is configured on it belongs to nobody we know. */
export function readRecordedPort(element: SimElement): PhysicalPort {
  const { text, number, percent, flag, texts, optionalText } = recordedValues(element);
  const kind = kinds[element.name] ?? 'ethernet';
  const linkStatus = flag('LinkStatus');
  const currentConnectionSpeed = text('CurrentConnectionSpeed', 'Unknown');
  const currentOptions = texts('CurrentOptions');
  const mode = text('ConfiguredPortSwitchMode', 'Veb');
  return {
    kind,
    physicalPortId: parsePhysicalPortId(text('PhysicalPortID')),
    locationCode: parseLocationCode(text('LocationCode')),
    label: text('Label', ''),
    subLabel: text('SubLabel', ''),
    linkStatus,
    configuredConnectionSpeed: text('ConfiguredConnectionSpeed', 'Auto'),
    configuredFlowControl: flag('ConfiguredFlowControl'),
    configuredMtu: text('ConfiguredMTU', 'E_1500'),
    configuredOptions: texts('ConfiguredOptions'),
    configuredPortSwitchMode: mode,
    currentConnectionSpeed,
    currentOptions,
    linkedConnectionSpeed: linkStatus
      ? currentConnectionSpeed
      : (texts('SupportedConnectionSpeeds').at(-1) ?? 'Auto'),
    linkedOptions: linkStatus ? [...currentOptions] : ['fullDuplex', 'linkUp', mode],
    maximumDiagnosticsLogicalPorts: number('MaximumDiagnosticsLogicalPorts', 1),
    maximumPromiscuousLogicalPorts: number('MaximumPromiscuousLogicalPorts', 1),
    portCapabilities: texts('PortCapabilities'),
    portType: text('PortType', 'Ethernet'),
    portLogicalPortLimit: number('PortLogicalPortLimit', number('MaxSupportedEthernetLogicalPorts')),
    supportedConnectionSpeeds: texts('SupportedConnectionSpeeds'),
    supportedMtus: texts('SupportedMTUs'),
    supportedOptions: texts('SupportedOptions'),
    supportedPriorityAccessControlList: text('SupportedPriorityAccessControlList', '0'),
    configuredMaxEthernetLogicalPorts: number('ConfiguredMaxEthernetLogicalPorts'),
    maxSupportedEthernetLogicalPorts: number('MaxSupportedEthernetLogicalPorts'),
    minimumEthernetCapacityGranularity: percent('MinimumEthernetCapacityGranularity'),
    minimumPortVlanId: number('MinimumPortVLANID', 2),
    maximumPortVlanId: number('MaximumPortVLANID', 4094),
    minimumVlanId: number('MinimumVLANID', 2),
    maximumVlanId: number('MaximumVLANID', 4094),
    ...numberIfThere('maximumAllowedEthVlans', optionalText('MaximumAllowedEthVLANs')),
    ...numberIfThere('maximumAllowedEthMacs', optionalText('MaximumAllowedEthMACs')),
    ...textIfThere('supportedVlanRestrictions', optionalText('SupportedVLANRestrictions')),
    ...textIfThere('supportedMacRestrictions', optionalText('SupportedMACRestrictions')),
    fibreChannel: kind === 'converged' ? elementsBehind(element, lastEthernetElement) : {},
    unaccounted: {
      logicalPorts: number('ConfiguredEthernetLogicalPorts', 0),
      capacity: percent('AllocatedCapacity'),
    },
  };
}

function elementsBehind(element: SimElement, name: string): Record<string, string> {
  const start = element.children.findIndex((child) => child.name === name) + 1;
  return Object.fromEntries(element.children.slice(start).map((child) => [child.name, child.text]));
}

function numberIfThere<Key extends string>(key: Key, text: string | undefined) {
  return text === undefined ? {} : ({ [key]: Number(text) } as Record<Key, number>);
}

function textIfThere<Key extends string>(key: Key, text: string | undefined) {
  return text === undefined ? {} : ({ [key]: text } as Record<Key, string>);
}
