import type { SriovAdapterSnapshot } from '../host-snapshot.ts';
import type { AdapterRefusal } from './refusal.ts';

/** Only a running adapter in mode Sriov carries logical ports (pypowervm tasks/sriov.py [R]). */
export function judgeAdapter(adapter: SriovAdapterSnapshot): AdapterRefusal | undefined {
  if (adapter.mode !== 'Sriov') return { kind: 'adapter-mode', mode: adapter.mode };
  if (adapter.state !== 'Running') return { kind: 'adapter-state', state: adapter.state };
  if (adapter.adapterId === undefined) return { kind: 'adapter-unnumbered' };
  return undefined;
}
