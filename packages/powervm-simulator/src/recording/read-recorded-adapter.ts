import { parseLocationCode, parseSriovAdapterId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type {
  AdapterPersonality,
  AdapterState,
  PhysicalPort,
  SriovAdapter,
} from '../platform/platform-state.ts';
import { childOf, childrenOf, type SimElement } from '../xml/sim-element.ts';
import { readRecordedPort } from './read-recorded-port.ts';
import { type RecordedValues, recordedValues } from './recorded-values.ts';

/** Where each class of port stands in the document. */
const portLists = [
  ['ConvergedEthernetPhysicalPorts', 'SRIOVConvergedNetworkAdapterPhysicalPort'],
  ['EthernetPhysicalPorts', 'SRIOVEthernetPhysicalPort'],
  ['SRIOVRoCEPhysicalPorts', 'SRIOVRoCEPhysicalPort'],
] as const;

/**
 * A card as recorded. One in mode Dedicated shows neither its id in mode Sriov nor its ports: it gets the next free
 * id, and should it ever switch, the ports of a twin with the same description.
 */
export function readRecordedAdapter(element: SimElement, siblings: readonly SriovAdapter[]): SriovAdapter {
  const values = recordedValues(element);
  const { text, number } = values;
  const isSriov = text('AdapterMode') === 'Sriov';
  const location = parseLocationCode(text('PhysicalLocation'));
  const description = text('Description', '');
  const twin = siblings.find((other) => other.description === description && other.ports.length > 0);
  const free = siblings.reduce((highest, other) => Math.max(highest, other.sriovAdapterId), 0) + 1;
  return {
    drcIndex: number('AdapterID'),
    description,
    location,
    mode: isSriov ? 'Sriov' : 'Dedicated',
    state: text('AdapterState', isSriov ? 'Running' : 'NotConfigured') as AdapterState,
    sriovAdapterId: parseSriovAdapterId(text('SRIOVAdapterID', String(free))),
    personality: text('Personality', twin?.personality ?? 'MIN_CAPACITY') as AdapterPersonality,
    maximumLogicalPorts: number('MaximumLogicalPortsSupported', twin?.maximumLogicalPorts ?? 0),
    maximumHugeDmaLogicalPorts: number('MaximumHugeDMALogicalPorts', 0),
    logicalPortBase: firstLogicalPort(element, free),
    ports: isSriov ? readPorts(element) : portsLike(twin, values),
  };
}

function readPorts(element: SimElement): PhysicalPort[] {
  return portLists.flatMap(([list, port]) => {
    const found = childOf(element, list);
    return found === undefined ? [] : childrenOf(found, port).map(readRecordedPort);
  });
}

/** Unconfigured functions tell the numbering: index and name differ by what the first function would have. */
function firstLogicalPort(element: SimElement, id: number): number {
  const unconfigured = childOf(element, 'UnconfiguredLogicalPorts')?.children.find(
    (child) => child.name === 'SRIOVUnconfiguredLogicalPort',
  );
  if (unconfigured === undefined) return 0x2700_0000 + id * 0x1000;
  const { text, number } = recordedValues(unconfigured);
  const suffix = Number(/-S(\d+)$/.exec(text('LocationCode'))?.[1] ?? 0);
  return number('DynamicReconfigurationConnectorIndex') - suffix;
}

function portsLike(twin: SriovAdapter | undefined, { text }: RecordedValues): PhysicalPort[] {
  const location = text('PhysicalLocation');
  return (twin?.ports ?? []).map((port) => ({
    ...structuredClone(port),
    locationCode: parseLocationCode(`${location}-T${port.physicalPortId + 1}`),
    label: '',
    subLabel: '',
    unaccounted: { logicalPorts: 0, capacity: 0 },
  }));
}
