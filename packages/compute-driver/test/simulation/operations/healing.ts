import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Loss } from '@powervm-sriov/sriov-core';
import {
  type ComputeHost,
  drainHost,
  endMaintenance,
  finishInterrupted,
  planDrain,
  reconcile,
  startMaintenance,
} from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Agent } from '../agent.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';

export const healingOperations: readonly Operation[] = [
  { name: 'report', weight: 3, draw: drawReport },
  { name: 'approve', weight: 5, draw: drawApproval },
  { name: 'heal', weight: 6, draw: drawAutomatic },
  { name: 'finish', weight: 3, draw: drawFinish },
  { name: 'drain', weight: 8, draw: drawDrain },
  { name: 'start maintenance', weight: 2, draw: drawMaintenance },
  { name: 'end maintenance', weight: 4, draw: drawEndOfMaintenance },
];

export function pickHost({ random, agent }: Simulation): ComputeHost['host'] {
  return random.pick(agent.computes).host;
}

function drawReport(simulation: Simulation): Deed {
  const { system, snapshot } = pickHost(simulation);
  return {
    title: `reconcile ${snapshot().system.name}, report`,
    run: ({ compute }) => reconcile(compute(system), {}, noSignal),
  };
}

function drawApproval(simulation: Simulation): Deed {
  const { system, snapshot } = pickHost(simulation);
  return {
    title: `reconcile ${snapshot().system.name}, approve all`,
    run: async ({ compute }) => {
      const { proposals } = await reconcile(compute(system), {}, noSignal);
      const plans = proposals.map(({ id }) => id);
      return await reconcile(compute(system), { policy: { kind: 'approve', plans } }, noSignal);
    },
  };
}

/** Two rounds with more than the grace between them. */
function drawAutomatic(simulation: Simulation): Deed {
  const { system, snapshot } = pickHost(simulation);
  return {
    title: `reconcile ${snapshot().system.name}, auto`,
    run: async ({ compute, healing, session }) => {
      const memory = healing.get(system);
      if (memory === undefined) throw new Error('no memory');
      const policy = { kind: 'auto', memory } as const;
      await reconcile(compute(system), { policy }, noSignal);
      await session.clock.sleep(65_000, noSignal);
      return await reconcile(compute(system), { policy }, noSignal);
    },
  };
}

function drawFinish(simulation: Simulation): Deed {
  const { system, snapshot } = pickHost(simulation);
  return {
    title: `finish what was interrupted on ${snapshot().system.name}`,
    run: ({ compute }) => finishInterrupted(compute(system), noSignal),
  };
}

/** Where something is. */
export function pickPlace({ random }: Simulation, { snapshot }: ComputeHost['host']): Loss | undefined {
  const { adapters, vnics } = snapshot();
  const devices = vnics.flatMap((vnic) => vnic.devices);
  if (devices.length === 0) return undefined;
  const { adapterId, portId, viosUuid } = random.pick(devices);
  const adapter = adapters.find((each) => each.adapterId === adapterId);
  const port = adapter?.ports.find((each) => each.portId === portId);
  if (adapter === undefined || port === undefined) return undefined;
  return random.pick<Loss>([
    { kind: 'adapter', location: adapter.location },
    { kind: 'port', location: port.location },
    { kind: 'vios', uuid: viosUuid },
  ]);
}

function drawDrain(simulation: Simulation): Deed | undefined {
  const host = pickHost(simulation);
  const place = pickPlace(simulation, host);
  if (place === undefined) return undefined;
  return { title: `drain ${tellPlace(place)}`, run: (agent) => drain(agent, host.system, place) };
}

export async function drain({ compute }: Agent, system: SystemUuid, place: Loss): Promise<unknown> {
  const { id, vnics } = await planDrain(compute(system), { place }, noSignal);
  // Where there is no room elsewhere the plan says so, and nobody here agrees to it.
  if (vnics.some(({ reducedTo }) => reducedTo !== undefined)) return undefined;
  return await drainHost(compute(system), { place, plan: id }, noSignal);
}

function drawMaintenance(simulation: Simulation): Deed | undefined {
  const host = pickHost(simulation);
  const place = pickPlace(simulation, host);
  if (place === undefined) return undefined;
  return {
    title: `start maintenance of ${tellPlace(place)}`,
    run: ({ compute }) => startMaintenance(compute(host.system), { place, note: 'simulated' }, noSignal),
  };
}

function drawEndOfMaintenance(simulation: Simulation): Deed | undefined {
  const host = pickHost(simulation);
  const cordons = host.cordons();
  if (cordons.length === 0) return undefined;
  const { note: _, ...place } = simulation.random.pick(cordons);
  return {
    title: `end maintenance of ${JSON.stringify(place)}`,
    run: ({ compute }) => endMaintenance(compute(host.system), { place }, noSignal),
  };
}

export function tellPlace(place: Loss): string {
  return `${place.kind} ${'uuid' in place ? place.uuid : place.location}`;
}
