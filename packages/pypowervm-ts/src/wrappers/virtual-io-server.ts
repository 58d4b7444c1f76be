import { uomNamespace } from '../xml/namespaces.ts';
import { flag } from './codec.ts';
import { defineElement, type ReadOf } from './define-element.ts';
import { leafOr } from './leaf.ts';
import { partitionProperties } from './partition-properties.ts';

/** A Virtual I/O Server. What it can do for vNICs it says itself; older levels say nothing and can do nothing. */
export const VirtualIoServer = defineElement({
  name: 'VirtualIOServer',
  namespace: uomNamespace,
  knownBy: 'partitionName',
  properties: {
    ...partitionProperties,
    isVnicCapable: leafOr('IsVNICCapable', flag, false),
    vnicFailOverCapable: leafOr('VNICFailOverCapable', flag, false),
    moverServicePartition: leafOr('MoverServicePartition', flag, false),
  },
});

export type VirtualIoServer = ReadOf<typeof VirtualIoServer>;
