import { networkOfLabel } from '@powervm-sriov/pypowervm-ts/identifiers';

/** `looks-alike`: not the network, but a person would say so: only case, blanks or punctuation differ. */
export type LabelMatch = 'same' | 'looks-alike' | 'different';

/** Is a port with this label cabled to the network? Labels match to the letter, an empty one means `default`. */
export function matchLabel(label: string, network: string): LabelMatch {
  const own = networkOfLabel(label);
  if (own === network) return 'same';
  return bare(own) === bare(network) ? 'looks-alike' : 'different';
}

function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_.-]/g, '');
}
