import { uomNamespace } from '../xml/namespaces.ts';
import { text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

export const MachineTypeModelAndSerialNumber = defineElement({
  name: 'MachineTypeModelAndSerialNumber',
  namespace: uomNamespace,
  properties: {
    machineType: leaf('MachineType', text),
    model: leaf('Model', text),
    serialNumber: leaf('SerialNumber', text),
  },
});

export type MachineTypeModelAndSerialNumber = ReadOf<typeof MachineTypeModelAndSerialNumber>;
