import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  createPartition,
  deletePartition,
  type PartitionSpec,
  powerOff,
  powerOn,
} from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { guestsOf, instances, isInstance, pickGuest } from './guests.ts';

export const partitionOperations: readonly Operation[] = [
  { name: 'create partition', weight: 6, draw: drawCreation },
  { name: 'delete partition', weight: 3, draw: drawDeletion },
  { name: 'power on', weight: 4, draw: drawPowerOn },
  { name: 'power off', weight: 4, draw: drawPowerOff },
];

function drawCreation(simulation: Simulation): Deed | undefined {
  const { random, agent } = simulation;
  const { number, instance, partition } = random.pick(instances);
  if (guestsOf(simulation).some(({ uuid }) => sameUuid(uuid, partition))) return undefined;
  const { host } = random.pick(agent.computes);
  return {
    title: `create partition inst-${number} on ${host.snapshot().system.name}`,
    run: ({ compute }) => createPartition(compute(host.system), { spec: specOf(number), instance }, noSignal),
  };
}

function specOf(number: number): PartitionSpec {
  return {
    name: `inst-${number}`,
    type: 'AIX/Linux',
    memory: { minimum: 1_024, desired: 2_048, maximum: 4_096 },
    processors: {
      kind: 'shared',
      virtual: { minimum: 1, desired: 1, maximum: 2 },
      units: { minimum: 0.1, desired: 0.1, maximum: 1 },
      uncappedWeight: 64,
    },
    maximumVirtualSlots: 64,
    managementNetwork: true,
  };
}

/** Everything that it has goes with it: its vNICs are unplugged by name of their partition. */
function drawDeletion(simulation: Simulation): Deed | undefined {
  const { random, oracle, foreign } = simulation;
  const ours = guestsOf(simulation).filter(
    ({ uuid, state }) => isInstance(uuid) && state === 'not activated',
  );
  if (ours.length === 0) return undefined;
  const { uuid, system, name } = random.pick(ours);
  foreign.loosen(uuid);
  return {
    title: `delete partition ${name}`,
    run: ({ compute }) => deletePartition(compute(system), uuid, noSignal),
    settled: ({ kind }) => oracle.dropPartition(uuid, kind === 'acknowledged' ? 'no' : 'unknown'),
  };
}

function drawPowerOn(simulation: Simulation): Deed | undefined {
  const guest = pickGuest(simulation);
  if (guest === undefined) return undefined;
  const { system, uuid, name } = guest;
  return {
    title: `power on ${name}`,
    run: ({ compute }) => powerOn(compute(system), uuid, noSignal),
  };
}

function drawPowerOff(simulation: Simulation): Deed | undefined {
  const guest = pickGuest(simulation);
  if (guest === undefined) return undefined;
  const { system, uuid, name } = guest;
  const how = simulation.random.pick(['os-shutdown', 'immediate'] as const);
  return {
    title: `power off ${name} (${how})`,
    run: ({ compute }) => powerOff(compute(system), uuid, { how }, noSignal),
  };
}
