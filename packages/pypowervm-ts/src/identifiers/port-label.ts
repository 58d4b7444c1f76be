import type { Branded } from './brand.ts';
import { InvalidIdentifier } from './invalid-identifier.ts';

/** The label of an SR-IOV physical port, which is the name of its physical network; empty means `default`. */
export type PortLabel = Branded<string, 'PortLabel'>;

/** What OpenStack calls the network of ports without a label (nova-powervm, networking-powervm). */
export const defaultNetwork = 'default';

/** Characters a label may have. Remembered, not confirmed on hardware: a setting, not a law (sriov-rules [?]). */
export const defaultLabelLimit = 16;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
const refused = /[\u0000-\u001f\u007f]|^\s|\s$/u;

export function parsePortLabel(text: string, limit = defaultLabelLimit): PortLabel {
  if (typeof text !== 'string' || [...text].length > limit || refused.test(text)) {
    throw new InvalidIdentifier(
      'port label',
      text,
      `at most ${limit} characters, none of them control characters, no space at either end`,
    );
  }
  return text as PortLabel;
}

/** The physical network that a label stands for. */
export function networkOfLabel(label: string): string {
  return label === '' ? defaultNetwork : label;
}
