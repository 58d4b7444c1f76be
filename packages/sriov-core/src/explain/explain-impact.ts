import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Impact, Loss, VnicImpact } from '../impact/impact-of.ts';
import { listed, plural } from './plural.ts';
import { printable } from './printable.ts';

/** What a loss would do, as lines for people: the cut off ones first. */
export function explainImpact(impact: Impact): readonly string[] {
  const { losesAllPaths, losesRedundancy, stillRedundant, untouched } = impact;
  if (impact.lost === undefined) return [`this host has no ${nameLoss(impact.loss)}`];
  const touched = losesAllPaths.length + losesRedundancy.length + stillRedundant.length;
  const affected = touched === 0 ? 'no vNIC is touched' : `${plural(touched, 'vNIC')} touched`;
  return [
    `without ${words[impact.loss.kind]} ${printable(impact.lost)}: ${affected}, ${untouched} untouched`,
    ...section('Cut off', losesAllPaths),
    ...section('Left with one path', losesRedundancy),
    ...section('Still redundant', stillRedundant),
  ];
}

const words: Readonly<Record<Loss['kind'], string>> = { adapter: 'adapter', port: 'port', vios: 'VIOS' };

function nameLoss(loss: Loss): string {
  return `${words[loss.kind]} ${loss.kind === 'vios' ? loss.uuid : loss.location}`;
}

function section(title: string, vnics: readonly VnicImpact[]): readonly string[] {
  if (vnics.length === 0) return [];
  return [`  ${title} (${vnics.length}):`, ...vnics.map((vnic) => `    - ${explainVnic(vnic)}`)];
}

function explainVnic({ mac, owner, losing, keeping, losesActive }: VnicImpact): string {
  const loses = `loses ${listed(losing.map(({ port }) => port))}${losesActive ? ', which carries its traffic' : ''}`;
  const kept = keeping.map(({ port, vios }) => `${port} through ${printable(vios)}`);
  const keeps = kept.length === 0 ? 'keeps nothing that works' : `keeps ${listed(kept)}`;
  return `vNIC ${formatMacAddress(mac)} of ${owner}: ${loses}; ${keeps}`;
}
