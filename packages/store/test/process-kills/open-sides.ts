import {
  type ComputeHost,
  createComputeHost,
  openHost,
  type RecordStore,
} from '@powervm-sriov/compute-driver';
import { readManagedSystems, type Session } from '@powervm-sriov/pypowervm-ts';

/** The two systems of the world, as one program has them in hand. */
export interface Sides {
  readonly left: ComputeHost;
  readonly right: ComputeHost;
}

export const noSignal: AbortSignal = new AbortController().signal;

/** Of one console and one store; what is decided is decided from what was read just now. */
export async function openSides(session: Session, records: RecordStore): Promise<Sides> {
  const systems = await readManagedSystems(session, noSignal);
  const open = async (name: keyof Sides): Promise<ComputeHost> => {
    const found = systems.find(({ values }) => values.systemName === name);
    if (found === undefined) throw new Error(`the world has no system ${name}`);
    const view = { system: name, maximumAge: 0, cordons: records.cordons };
    return createComputeHost({
      host: await openHost({ session, ...view }, noSignal),
      records,
      askedBy: 'operator test',
      wallClock: () => new Date(0),
    });
  };
  return { left: await open('left'), right: await open('right') };
}
