import { formatCapacity, formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { Constraint } from '../vnic-plan.ts';
import { listed, plural } from './plural.ts';
import { printable, quoted } from './printable.ts';

export interface ConstraintText {
  /** What is in the way, as a clause without capital and full stop. */
  readonly problem: string;
  /** What to do about it, as an order. */
  readonly advice: string;
}

export function explainConstraint(constraint: Constraint): ConstraintText {
  switch (constraint.kind) {
    case 'redundancy-out-of-range':
      return {
        problem: `a vNIC has 1 to ${constraint.maximum} backing devices, not ${constraint.redundancy}`,
        advice: `ask for a redundancy from 1 to ${constraint.maximum}`,
      };
    case 'max-below-capacity':
      return {
        problem: `the maximum capacity ${formatCapacity(constraint.maxCapacity)} is below the capacity ${formatCapacity(constraint.capacity)}`,
        advice: 'raise the maximum or lower the capacity',
      };
    case 'mac-in-use':
      return explainMacInUse(constraint);
    case 'host-cordoned':
      return {
        problem: `system ${printable(constraint.system)} is in maintenance (${printable(constraint.note)})`,
        advice: 'end its maintenance, or use another system',
      };
    case 'system-not-vnic-capable':
      return {
        problem: `system ${printable(constraint.system)} cannot have vNICs`,
        advice: 'use a system whose firmware supports SR-IOV vNICs',
      };
    case 'system-not-failover-capable':
      return {
        problem: `system ${printable(constraint.system)} cannot fail vNICs over, and ${constraint.redundancy} devices need that`,
        advice: 'update its firmware, or ask for redundancy 1',
      };
    case 'no-vios':
      return {
        problem:
          constraint.vioses === 0
            ? 'the system has no VIOS'
            : `none of its ${plural(constraint.vioses, 'VIOS')} can serve a vNIC`,
        advice: 'bring up a vNIC capable VIOS with an active RMC connection',
      };
    case 'no-failover-vios':
      return {
        problem: `${constraint.redundancy} devices need a VIOS that can fail over, and ${listed(constraint.usable.map(printable))} cannot`,
        advice: 'update a VIOS, or ask for redundancy 1',
      };
    case 'no-port-on-network':
      return explainNoPort(constraint);
    case 'partition-full':
      return {
        problem: `${constraint.partition} has ${plural(constraint.vnics, 'vNIC')}, those being created included, and its limit is ${constraint.limit}`,
        advice: 'unplug one of them, or raise the limit of vNICs per partition',
      };
    case 'too-few-vnic-servers':
      return {
        problem: `${plural(constraint.wanted, 'device')} asked for, and ${plural(constraint.vioses, 'usable VIOS')} can serve ${constraint.free} more under the limit of ${constraint.limit} each`,
        advice: 'unplug vNICs, bring up another VIOS, or raise the limit of vNIC servers per VIOS',
      };
    case 'no-eligible-port':
      return {
        problem: `network ${quoted(constraint.network)} has ${plural(constraint.ports, 'port')}, and none can take one more device`,
        advice: 'remove what stands against one of them',
      };
    case 'too-few-ports':
      return explainTooFew(constraint);
  }
}

function explainMacInUse({ mac, owner }: Constraint & { kind: 'mac-in-use' }): ConstraintText {
  const address = formatMacAddress(mac);
  return owner === undefined
    ? { problem: `a vNIC with MAC ${address} is being created now`, advice: 'wait for it, then look again' }
    : {
        problem: `a vNIC of ${owner} already has MAC ${address}`,
        advice: 'use another address, or unplug that vNIC first',
      };
}

function explainNoPort(constraint: Constraint & { kind: 'no-port-on-network' }): ConstraintText {
  const { network, networks, looksAlike } = constraint;
  const known =
    networks.length === 0 ? 'no SR-IOV port at all' : `ports on ${listed(networks.map(quoted))} only`;
  return {
    problem: `no port is labelled ${quoted(network)}; the host has ${known}`,
    advice:
      looksAlike.length > 0
        ? `ask for ${listed(looksAlike.map(quoted), 'or')}, which looks like it, or correct the labels`
        : 'label the ports that are cabled to it, or ask for a network of the host',
  };
}

function explainTooFew(constraint: Constraint & { kind: 'too-few-ports' }): ConstraintText {
  const { network, wanted, placeable, eligible, tightAdapters } = constraint;
  const tight = tightAdapters.map(
    ({ location, free, eligible: ports }) =>
      `adapter ${location} has ${plural(free, 'free logical port')} for ${ports} of them`,
  );
  const found = [`network ${quoted(network)} has ${plural(eligible, 'eligible port')}`, ...tight];
  return {
    problem: `only ${placeable} of ${wanted} can be placed, each on a port of its own: ${listed(found)}`,
    advice: `make room on another port of it, ask for redundancy ${placeable}, or allow best-effort`,
  };
}
