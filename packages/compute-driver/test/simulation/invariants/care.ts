import { isDeepStrictEqual } from 'node:util';
import { HostError, type ResourceReport } from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Simulation } from '../simulation.ts';
import type { Invariant } from './invariant.ts';

/** What nobody may touch, and what nobody may act on. */
export const care: readonly Invariant[] = [
  { name: 'I5 nobody touches what is not ours', check: ({ foreign }) => foreign.disturbed() },
  { name: 'I12 nothing is removed by a view with a gap', check: ({ watchman }) => watchman.takeFaults() },
  {
    name: 'redundancy: no change of ours lowers it',
    check: ({ watchman }) => watchman.takeLosses(),
  },
  { name: 'I13 nothing is forgotten that is there', check: ({ watchman }) => watchman.takeGriefs() },
  { name: 'I9 nobody changes what he was given', check: checkPurity },
  { name: 'I22 the pool outlives a failed read', check: checkPool },
];

/** What decisions were made from at the last look, and what it said then. */
const given = new WeakMap<Simulation['simulator'], { readonly values: unknown; readonly said: string }>();

function checkPurity({ agent, simulator }: Simulation): readonly string[] {
  const before = given.get(simulator);
  const values = agent.computes.map(({ host }) => [host.snapshot(), host.reservations(), host.cordons()]);
  given.set(simulator, { values, said: JSON.stringify(values) });
  const isSame = before === undefined || JSON.stringify(before.values) === before.said;
  return isSame ? [] : ['a snapshot, a reservation or a mark is not what it was when it was handed out'];
}

const lastCurrent = new WeakMap<object, ResourceReport['resource']>();

/** What is reported while the host cannot be seen is what was last seen. */
async function checkPool({ agent, steps }: Simulation): Promise<readonly string[]> {
  const faults: string[] = [];
  // Counting a pool takes as long as a dozen requests.
  const isBlind = agent.computes.some(({ host }) => host.view().gap !== undefined);
  if (!isBlind && steps % 10 !== 0) return faults;
  for (const [system, reporter] of agent.reporters) {
    const report = await reporter.getAvailableResource(noSignal).catch(nothingYet);
    if (report?.pool.state === 'current') lastCurrent.set(reporter, report.resource);
    if (report?.pool.state !== 'last-good') continue;
    if (!isDeepStrictEqual(report.resource, lastCurrent.get(reporter))) {
      faults.push(`system ${system} is reported as it never was, because ${report.pool.why}`);
    }
  }
  return faults;
}

/** Who has never read a store that fails has nothing to report. */
function nothingYet(error: unknown): undefined {
  if (!(error instanceof HostError)) throw error;
}
