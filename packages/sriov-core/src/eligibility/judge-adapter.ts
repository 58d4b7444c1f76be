import { type Cordon, findCordon } from '../cordon.ts';
import type { SriovAdapterSnapshot } from '../host-snapshot.ts';
import type { AdapterRefusal } from './refusal.ts';

/** Only a running adapter in mode Sriov carries logical ports (pypowervm tasks/sriov.py [R]); one in maintenance takes no new ones. */
export function judgeAdapter(
  adapter: SriovAdapterSnapshot,
  cordons: readonly Cordon[],
): AdapterRefusal | undefined {
  if (adapter.mode !== 'Sriov') return { kind: 'adapter-mode', mode: adapter.mode };
  if (adapter.state !== 'Running') return { kind: 'adapter-state', state: adapter.state };
  if (adapter.adapterId === undefined) return { kind: 'adapter-unnumbered' };
  const cordon = findCordon(cordons, { kind: 'adapter', location: adapter.location });
  return cordon && { kind: 'adapter-cordoned', note: cordon.note };
}
