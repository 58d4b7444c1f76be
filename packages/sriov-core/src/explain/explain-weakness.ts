import type { Weakness } from '../vnic-plan.ts';
import { explainConstraint } from './explain-constraint.ts';
import { listed } from './plural.ts';
import { printable } from './printable.ts';

export function explainWeakness(weakness: Weakness): string {
  switch (weakness.kind) {
    case 'fewer-devices':
      return `fewer devices than asked for: ${explainConstraint(weakness.because).problem}`;
    case 'shared-adapter':
      return weakness.all
        ? `every device is on adapter ${weakness.adapterLocation}: without it the vNIC is cut off`
        : `adapter ${weakness.adapterLocation} carries ${weakness.ports.length} of the devices: its loss takes them together`;
    case 'shared-vios':
      return weakness.all
        ? `every device is served by ${printable(weakness.viosName)}: while it is down the vNIC is cut off`
        : `${printable(weakness.viosName)} serves ${weakness.ports.length} of the devices: they go down with it together`;
    case 'link-down':
      return `no link on ${listed(weakness.ports)}: allowed by the request, carries nothing until it is cabled`;
    case 'unlabelled-port':
      return `no label on ${listed(weakness.ports)}: live migration and remote restart match ports by label`;
    case 'many-devices':
      return `${weakness.devices} devices: some Linux clients had trouble with more than 2`;
  }
}
