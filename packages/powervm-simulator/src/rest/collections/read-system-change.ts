import type { AdapterModeChange } from '../../platform/change-adapter-mode.ts';
import type { PhysicalPortChange } from '../../platform/change-physical-port.ts';
import type { ChangeSystemRequest } from '../../platform/change-system.ts';
import type { ManagedSystem, PhysicalPort, SriovAdapter } from '../../platform/platform-state.ts';
import { childrenOf, descendantOf, type SimElement, textOf } from '../../xml/sim-element.ts';
import { RestRefusal } from '../rest-refusal.ts';
import { needNumber, readBoolean, readNumber, readText } from './read-values.ts';

/**
 * What differs between a ManagedSystem that a client sends and the one that is. Only what a client may set is compared
 * (port settings, adapter mode); the rest of the document, which it must send back, is not looked at.
 */
export function readSystemChange(system: ManagedSystem, element: SimElement): ChangeSystemRequest {
  const list = descendantOf(element, 'AssociatedSystemIOConfiguration', 'SRIOVAdapters');
  const adapters = (list?.children ?? [])
    .flatMap((choice) => childrenOf(choice, 'SRIOVAdapter'))
    .map((sent) => ({ sent, adapter: adapterOf(system, sent) }));
  return {
    system: system.uuid,
    adapters: adapters.flatMap(({ sent, adapter }) => readModeChange(adapter, sent)),
    ports: adapters.flatMap(({ sent, adapter }) =>
      portLists.flatMap(([container, item]) =>
        childrenOf(descendantOf(sent, container) ?? noElement, item).flatMap((port) =>
          readPortChange(adapter, port),
        ),
      ),
    ),
  };
}

const portLists = [
  ['ConvergedEthernetPhysicalPorts', 'SRIOVConvergedNetworkAdapterPhysicalPort'],
  ['EthernetPhysicalPorts', 'SRIOVEthernetPhysicalPort'],
  ['SRIOVRoCEPhysicalPorts', 'SRIOVRoCEPhysicalPort'],
] as const;

const noElement: SimElement = { name: '', namespace: '', attributes: {}, children: [], text: '' };

function adapterOf(system: ManagedSystem, sent: SimElement): SriovAdapter {
  const drcIndex = needNumber(sent, 'AdapterID');
  const adapter = system.adapters.find((candidate) => candidate.drcIndex === drcIndex);
  if (adapter === undefined)
    throw new RestRefusal(400, `${system.name} has no adapter with AdapterID ${drcIndex}.`);
  return adapter;
}

function readModeChange(adapter: SriovAdapter, sent: SimElement): AdapterModeChange[] {
  const mode = readText(sent, 'AdapterMode');
  if (mode === undefined || mode === adapter.mode) return [];
  if (mode !== 'Sriov' && mode !== 'Dedicated' && mode !== 'ForceDedicated') {
    throw new RestRefusal(
      400,
      `AdapterMode ${JSON.stringify(mode)} of ${adapter.location} is not a mode to set.`,
    );
  }
  return [{ adapter: adapter.drcIndex, mode }];
}

function readPortChange(adapter: SriovAdapter, sent: SimElement): PhysicalPortChange[] {
  const id = needNumber(sent, 'PhysicalPortID');
  const port = adapter.ports.find((candidate) => candidate.physicalPortId === id);
  if (port === undefined)
    throw new RestRefusal(400, `Adapter ${adapter.location} has no physical port ${id}.`);
  const changes = changesOf(port, sent);
  return Object.keys(changes).length === 0 ? [] : [{ adapter: adapter.drcIndex, port: id, ...changes }];
}

/** An emptied label is a change; an absent element is none. */
function changesOf(port: PhysicalPort, sent: SimElement): Omit<PhysicalPortChange, 'adapter' | 'port'> {
  return {
    ...changed('label', port.label, textOf(sent, 'Label')),
    ...changed('subLabel', port.subLabel, textOf(sent, 'SubLabel')),
    ...changed('mtu', port.configuredMtu, readText(sent, 'ConfiguredMTU')),
    ...changed('switchMode', port.configuredPortSwitchMode, readText(sent, 'ConfiguredPortSwitchMode')),
    ...changed(
      'connectionSpeed',
      port.configuredConnectionSpeed,
      readText(sent, 'ConfiguredConnectionSpeed'),
    ),
    ...changed('flowControl', port.configuredFlowControl, readBoolean(sent, 'ConfiguredFlowControl')),
    ...changed(
      'maxLogicalPorts',
      port.configuredMaxEthernetLogicalPorts,
      readNumber(sent, 'ConfiguredMaxEthernetLogicalPorts'),
    ),
  };
}

function changed<Name extends string, Value>(
  name: Name,
  now: Value,
  wanted: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return wanted === undefined || wanted === now
    ? {}
    : ({ [name]: wanted } as { readonly [Key in Name]: Value });
}
