import { uomNamespace } from '../xml/namespaces.ts';
import { integer, locationCode, oneOf, sriovAdapterId, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';
import { collection } from './nested.ts';
import { PhysicalPort } from './physical-port.ts';

/**
 * An adapter that can do SR-IOV, in whatever mode. In mode Dedicated it has no SR-IOV adapter id, no personality and
 * no ports; while Initializing some of them come late (sriov-rules [R], sys_with_sriov.txt).
 */
export const SriovAdapter = defineElement({
  name: 'SRIOVAdapter',
  namespace: uomNamespace,
  knownBy: 'physicalLocation',
  properties: {
    /** `AdapterID`, the DRC index: there in every mode, and not what backing devices name. */
    drcIndex: leaf('AdapterID', integer),
    description: leaf('Description', text),
    physicalLocation: leaf('PhysicalLocation', locationCode),
    /** The small number that logical ports and backing devices name. */
    sriovAdapterId: leaf('SRIOVAdapterID', sriovAdapterId),
    adapterState: leaf(
      'AdapterState',
      oneOf(
        'Initializing',
        'NotConfigured',
        'PoweredOff',
        'PoweringOff',
        'Running',
        'Dumping',
        'Failed',
        'Missing',
        'PCIEIDMismatch',
      ),
    ),
    adapterMode: leaf('AdapterMode', oneOf('Sriov', 'Dedicated', 'ForceDedicated')),
    personality: leaf('Personality', oneOf('NO_QOS', 'MIN_CAPACITY', 'MAX_MIN_CAPACITY')),
    /** All three classes as one list, each class in the order of the document. */
    ports: collection(
      [
        ['ConvergedEthernetPhysicalPorts', 'SRIOVConvergedNetworkAdapterPhysicalPort'],
        ['EthernetPhysicalPorts', 'SRIOVEthernetPhysicalPort'],
        ['SRIOVRoCEPhysicalPorts', 'SRIOVRoCEPhysicalPort'],
      ],
      PhysicalPort,
    ),
    maximumHugeDmaLogicalPorts: leaf('MaximumHugeDMALogicalPorts', integer),
    maximumLogicalPortsSupported: leaf('MaximumLogicalPortsSupported', integer),
  },
});

export type SriovAdapter = ReadOf<typeof SriovAdapter>;
