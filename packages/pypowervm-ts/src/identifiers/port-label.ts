import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';

/** The label of an SR-IOV physical port, which is the name of its physical network; empty means `default`. */
export type PortLabel = Branded<string, 'PortLabel'>;

/** What OpenStack calls the network of ports without a label (nova-powervm, networking-powervm). */
export const defaultNetwork = 'default';

/** Characters a label may have. Remembered, not confirmed on hardware: a setting, not a law (sriov-rules [?]). */
export const defaultLabelLimit = 16;

/** Control, formatting and line-breaking characters: two labels that look alike must be alike. */
const refused = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s|\s$/u;

export function parsePortLabel(text: string, limit = defaultLabelLimit): PortLabel {
  if (typeof text !== 'string' || [...text].length > limit || refused.test(text)) {
    throw new InvalidIdentifier(
      'port label',
      text,
      `at most ${limit} characters, none of them control or invisible characters, no space at either end`,
    );
  }
  return text as PortLabel;
}

/** The physical network that a label stands for. */
export function networkOfLabel(label: string): string {
  return label === '' ? defaultNetwork : label;
}
