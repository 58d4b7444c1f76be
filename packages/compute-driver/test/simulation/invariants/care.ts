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
  { name: 'I22 the pool outlives a failed read', check: checkPool },
];

const pools = new WeakMap<object, number>();

/** What is reported while the host cannot be seen is what was last seen. */
async function checkPool({ agent, steps }: Simulation): Promise<readonly string[]> {
  const faults: string[] = [];
  // Counting a pool takes as long as a dozen requests.
  const isBlind = agent.computes.some(({ host }) => host.view().gap !== undefined);
  if (!isBlind && steps % 10 !== 0) return faults;
  for (const [system, reporter] of agent.reporters) {
    const { resource, pool } = await reporter.getAvailableResource(new AbortController().signal);
    const devices = countDevices(resource);
    if (pool.state === 'current') pools.set(reporter, devices);
    else if (pool.state === 'last-good' && devices === 0 && (pools.get(reporter) ?? 0) > 0) {
      faults.push(`system ${system} is reported to have no devices, because ${pool.why}`);
    }
  }
  return faults;
}

function countDevices(resource: { readonly pci_passthrough_devices: string }): number {
  const devices: unknown = JSON.parse(resource.pci_passthrough_devices);
  return Array.isArray(devices) ? devices.length : 0;
}
