import type { Capability, HostFault, KnownLevel } from '../health/finding.ts';
import { explainAdapterRefusal, explainViosRefusal } from './explain-refusal.ts';
import type { FaultText } from './fault-text.ts';
import { listed, plural } from './plural.ts';
import { printable, quoted } from './printable.ts';

export function explainHostFault(fault: HostFault): FaultText {
  switch (fault.kind) {
    case 'not-master':
      return {
        problem: `system ${printable(fault.system)} is managed by another console, which alone may change it`,
        advice: 'work through that console, or hand the management over on it',
      };
    case 'system-incapable':
      return {
        problem: `system ${printable(fault.system)} ${lacks(fault.capability, 'have')}${levelOf('firmware', fault.level)}`,
        advice: reaches(fault.level)
          ? 'see on the console why the firmware does not offer it'
          : `bring its firmware to ${fault.level.needs} or later`,
      };
    case 'vios-incapable':
      return {
        problem: `VIOS ${printable(fault.vios)} ${lacks(fault.capability, 'serve')}${levelOf('level', fault.level)}`,
        advice: reaches(fault.level)
          ? 'see on the console, and in its own log, why it does not offer that'
          : `bring it to VIOS ${fault.level.needs} or later`,
      };
    case 'vios-unusable':
      return {
        problem: `VIOS ${printable(fault.vios)} ${explainViosRefusal(fault.reason)}`,
        advice: 'bring it up and wait some minutes for its RMC connection',
      };
    case 'few-vioses':
      return {
        problem:
          fault.usable.length === 0
            ? 'no VIOS can serve a vNIC'
            : `only VIOS ${listed(fault.usable.map(printable))} can serve vNICs: while it is down they are all cut off`,
        advice: 'bring up a second vNIC capable VIOS',
      };
    case 'adapter-unusable':
      return {
        problem: `adapter ${fault.location} ${explainAdapterRefusal(fault.reason)}`,
        advice: 'wait while it starts or takes new firmware, then look at its hardware errors',
      };
    case 'partition-without-rmc':
      return {
        problem: `partition ${printable(fault.partition)} runs and its RMC connection is ${quoted(fault.rmc)}: its devices cannot be changed and it cannot migrate`,
        advice: 'mend its management network, or wait some minutes after a boot',
      };
    default:
      return explainPortFault(fault);
  }
}

type PortFault = Extract<
  HostFault,
  { ports: unknown } | { network: string } | { label: string } | { labels: unknown }
>;

function explainPortFault(fault: PortFault): FaultText {
  switch (fault.kind) {
    case 'network-on-one-adapter':
      return {
        problem: `every port of network ${quoted(fault.network)} is on adapter ${fault.location}: its loss cuts all its vNICs off`,
        advice: 'cable and label a port of another adapter',
      };
    case 'link-down':
      return {
        problem: `network ${quoted(fault.network)}: no link on ${listed(fault.ports)}`,
        advice: 'check the cable and the switch',
      };
    case 'unlabelled-ports':
      return {
        problem: `${plural(fault.ports.length, 'port')} with link and without label (${listed(fault.ports)}): network 'default' to OpenStack, and live migration and remote restart match ports by label`,
        advice: 'label them with the network that they are cabled to',
      };
    case 'label-too-long':
      return {
        problem: `port ${fault.location} is labelled ${quoted(fault.label)}, longer than ${fault.limit} characters`,
        advice: 'shorten the label on every port of its network',
      };
    case 'labels-look-alike':
      return {
        problem: `labels ${listed(fault.labels.map(quoted))} look alike and are different networks`,
        advice: 'give ports on one network the same label to the letter',
      };
    case 'unequal-ports':
      return {
        problem: `network ${quoted(fault.network)}: the ${fault.attribute} of its ports differs: ${fault.values.map(({ value, ports }) => `${printable(value)} on ${listed(ports)}`).join('; ')}`,
        advice: 'make them equal, or a failover changes what the vNIC can carry',
      };
  }
}

function lacks(capability: Capability, verb: 'have' | 'serve'): string {
  switch (capability) {
    case 'vnic':
      return `cannot ${verb} vNICs`;
    case 'vnic-failover':
      return 'cannot fail vNICs over';
  }
}

function levelOf(what: string, level: KnownLevel): string {
  if (level.has === undefined) return '';
  const known = `its ${what} is ${printable(level.has)}`;
  return reaches(level) ? `, although ${known}` : ` (${known}, ${level.needs} brought that)`;
}

/** Whether the level is known, and is at least the one that brought the capability: something else is missing then. */
function reaches({ has, needs }: KnownLevel): boolean {
  if (has === undefined) return false;
  const [there, wanted] = [numbersOf(has), numbersOf(needs)];
  const differs = wanted.findIndex((number, at) => number !== (there[at] ?? 0));
  return differs < 0 || (there[differs] ?? 0) > (wanted[differs] ?? 0);
}

/** `VIOS 3.1.4.10` and `FW950.40 (101)` alike: the first run of numbers, from the highest. */
function numbersOf(level: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(level)?.[0] ?? '').split('.').map(Number);
}
