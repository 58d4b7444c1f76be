import { formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { DeviceStep } from '../change/device-change.ts';
import { explainConstraint } from '../explain/explain-constraint.ts';
import { explainDeviceChange } from '../explain/explain-device-change.ts';
import { explainDifference } from '../explain/explain-difference.ts';
import { explainVnicFault } from '../explain/explain-finding.ts';
import type { FaultText } from '../explain/fault-text.ts';
import { printable } from '../explain/printable.ts';
import type { BrokenPart, HealFinding } from './heal-finding.ts';
import type { HealObstacle, HealPlan } from './heal-plan.ts';

/** One line: how bad, on what, what is wrong, what to do. */
export function explainHealFinding({ severity, mac, fault }: HealFinding): string {
  const { problem, advice } = explainFault(fault);
  return `${severity}: vNIC ${formatMacAddress(mac)}: ${problem}; ${advice}`;
}

function explainFault(fault: HealFinding['fault']): FaultText {
  switch (fault.kind) {
    case 'vnic-missing':
      return {
        problem: 'it is recorded, and its partition has none with this MAC address',
        advice: 'heal it, or unplug it if it is not wanted any more',
      };
    case 'partition-missing':
      return {
        problem: 'it is recorded, and the system does not have its partition',
        advice: 'see where the partition has gone, and delete the record as an orphan if it is gone for good',
      };
    case 'record-differs':
      return {
        problem: explainDifference(fault.difference),
        advice: 'heal it while its partition is off, or unplug it and plug what is wanted',
      };
    case 'interrupted':
      return {
        problem: `its ${fault.act} began and nothing tells how it ended`,
        advice: 'heal it, or repeat what was asked',
      };
    case 'path-broken':
      return {
        problem: `its partition is off, and its device on ${fault.device.port} through ${printable(fault.device.vios)} would not work: ${explainPart(fault.because)}`,
        advice: 'mend that, or heal the vNIC before its partition starts',
      };
    case 'surplus-devices':
      return {
        problem: `it has ${fault.devices} devices, ${fault.wanted} are wanted`,
        advice: 'heal it, which removes the least useful one',
      };
    case 'foreign':
      return { problem: 'nobody recorded that it is wanted', advice: 'adopt it to have it looked after' };
    default:
      return explainVnicFault(fault);
  }
}

function explainPart(part: BrokenPart): string {
  switch (part.kind) {
    case 'adapter':
      return `the adapter is ${printable(part.state)}`;
    case 'vios':
      return `the VIOS is ${printable(part.state)}`;
    case 'link':
      return 'the link is down';
  }
}

/** What the plan does, in lines for people. */
export function explainHealPlan({ mac, partitionUuid, remedy }: HealPlan): readonly string[] {
  const name = `vNIC ${formatMacAddress(mac)}`;
  switch (remedy.kind) {
    case 'change-devices':
      return explainSteps({ mac, partitionUuid, steps: remedy.steps });
    case 'plug':
      return [`${name}: plug it again as recorded`];
    case 'replace':
      return [`${name}: while its partition is off, unplug it and plug it again as recorded`];
    case 'finish':
      return [`${name}: bring the plug or unplug that was cut off to its end`];
  }
}

export function explainSteps(
  vnic: Pick<HealPlan, 'mac' | 'partitionUuid'> & { readonly steps: readonly DeviceStep[] },
): readonly string[] {
  return explainDeviceChange({ ...vnic, feasible: true, exposedTo: undefined });
}

export function explainHealObstacle(obstacle: HealObstacle): FaultText {
  switch (obstacle.kind) {
    case 'partition-missing':
      return {
        problem: 'the system does not have its partition',
        advice: 'see where the partition has gone',
      };
    case 'no-place':
      return explainConstraint(obstacle.constraint);
    case 'cannot-activate':
      return {
        problem: 'this console cannot move its traffic back to the device of best priority',
        advice: 'switch automatic failback on, or activate the device on the command line of an HMC',
      };
  }
}
