import type { VnicDifference } from '../compare-vnic.ts';
import type { AccessList } from '../host-snapshot.ts';
import { listed } from './plural.ts';
import { quoted } from './printable.ts';

/** How an existing vNIC differs, as the end of the sentence `the vNIC with that MAC address is another one: ...`. */
export function explainDifference(difference: VnicDifference): string {
  switch (difference.kind) {
    case 'vlan':
      return `it is in VLAN ${difference.existing}, VLAN ${difference.requested} is asked for`;
    case 'allowed-vlans':
      return `it allows VLANs ${shown(difference.existing)}, ${shown(difference.requested)} is asked for`;
    case 'allowed-macs':
      return `it allows MAC addresses ${shown(difference.existing)}, ${shown(difference.requested)} is asked for`;
    case 'network':
      return `its ports are on ${listed(difference.existing.map(quoted))}, network ${quoted(difference.requested)} is asked for`;
    case 'network-unknown':
      return `none of its ports is on the host, so nothing shows that it is on network ${quoted(difference.requested)}`;
  }
}

function shown(list: AccessList): string {
  return typeof list === 'string' ? list : list.join(' ');
}
