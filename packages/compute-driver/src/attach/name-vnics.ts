import { formatMacAddress, type MacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';

/** For messages: `vNIC fa:...` or `vNICs fa:..., fa:...`. */
export function nameVnics(macs: readonly MacAddress[]): string {
  return `${macs.length === 1 ? 'vNIC' : 'vNICs'} ${macs.map(formatMacAddress).join(', ')}`;
}
