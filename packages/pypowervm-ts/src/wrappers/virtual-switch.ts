import { uomNamespace } from '../xml/namespaces.ts';
import { integer, oneOf, text } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leaf } from './leaf.ts';

/** A switch inside the hypervisor; client network adapters are plugged into it. */
export const VirtualSwitch = defineElement({
  name: 'VirtualSwitch',
  namespace: uomNamespace,
  knownBy: 'switchName',
  properties: {
    switchId: leaf('SwitchID', integer),
    switchMode: leaf('SwitchMode', oneOf('Veb', 'Vepa')),
    switchName: leaf('SwitchName', text),
  },
});

export type VirtualSwitch = ReadOf<typeof VirtualSwitch>;
