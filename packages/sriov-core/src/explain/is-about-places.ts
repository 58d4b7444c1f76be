import type { Constraint } from '../vnic-plan.ts';

/** Whether another state of ports or VIOSes would help: where not, all of them would do, and there is no need to say so. */
export function isAboutPlaces({ kind }: Constraint): boolean {
  switch (kind) {
    case 'no-vios':
    case 'no-failover-vios':
    case 'no-port-on-network':
    case 'too-few-vnic-servers':
    case 'no-eligible-port':
    case 'too-few-ports':
      return true;
    case 'redundancy-out-of-range':
    case 'max-below-capacity':
    case 'mac-in-use':
    case 'partition-full':
    case 'host-cordoned':
    case 'system-not-vnic-capable':
    case 'system-not-failover-capable':
      return false;
  }
}
