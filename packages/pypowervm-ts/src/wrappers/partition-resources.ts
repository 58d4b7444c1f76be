import { uomNamespace } from '../xml/namespaces.ts';
import { decimal, flag, integer, oneOf } from './codec.ts';
import { defineElement } from './define-element.ts';
import { leaf } from './leaf.ts';
import { nested } from './nested.ts';

/* What a partition has of its system, or is to have: schema order from pypowervm base_partition.py and lpar.txt. */

export const PartitionIoConfiguration = defineElement({
  name: 'PartitionIOConfiguration',
  namespace: uomNamespace,
  properties: { maximumVirtualSlots: leaf('MaximumVirtualIOSlots', integer) },
});

/** In megabytes. */
export const PartitionMemoryConfiguration = defineElement({
  name: 'PartitionMemoryConfiguration',
  namespace: uomNamespace,
  properties: {
    desiredMemory: leaf('DesiredMemory', integer),
    maximumMemory: leaf('MaximumMemory', integer),
    minimumMemory: leaf('MinimumMemory', integer),
    currentMemory: leaf('CurrentMemory', integer),
  },
});

const DedicatedProcessorConfiguration = defineElement({
  name: 'DedicatedProcessorConfiguration',
  namespace: uomNamespace,
  properties: {
    desiredProcessors: leaf('DesiredProcessors', integer),
    maximumProcessors: leaf('MaximumProcessors', integer),
    minimumProcessors: leaf('MinimumProcessors', integer),
  },
});

const SharedProcessorConfiguration = defineElement({
  name: 'SharedProcessorConfiguration',
  namespace: uomNamespace,
  properties: {
    desiredProcessingUnits: leaf('DesiredProcessingUnits', decimal),
    desiredVirtualProcessors: leaf('DesiredVirtualProcessors', integer),
    maximumProcessingUnits: leaf('MaximumProcessingUnits', decimal),
    maximumVirtualProcessors: leaf('MaximumVirtualProcessors', integer),
    minimumProcessingUnits: leaf('MinimumProcessingUnits', decimal),
    minimumVirtualProcessors: leaf('MinimumVirtualProcessors', integer),
    sharedProcessorPoolId: leaf('SharedProcessorPoolID', integer),
    uncappedWeight: leaf('UncappedWeight', integer),
  },
});

/** The configuration that counts is the one that `hasDedicatedProcessors` names; traces of the other may be there. */
export const PartitionProcessorConfiguration = defineElement({
  name: 'PartitionProcessorConfiguration',
  namespace: uomNamespace,
  properties: {
    dedicated: nested('DedicatedProcessorConfiguration', DedicatedProcessorConfiguration),
    hasDedicatedProcessors: leaf('HasDedicatedProcessors', flag),
    shared: nested('SharedProcessorConfiguration', SharedProcessorConfiguration),
    sharingMode: leaf(
      'SharingMode',
      oneOf(
        'capped',
        'uncapped',
        // Not a slip of ours: so the platform spells it.
        'sre idle proces',
        'sre idle procs active',
        'sre idle procs always',
        'keep idle procs',
      ),
    ),
  },
});
