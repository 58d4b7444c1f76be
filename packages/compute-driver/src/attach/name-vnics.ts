import type { MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';

/** For messages: `vNIC AA...` or `vNICs AA..., BB...`. */
export function nameVnics(macs: readonly MacAddress[]): string {
  return `${macs.length === 1 ? 'vNIC' : 'vNICs'} ${macs.join(', ')}`;
}
