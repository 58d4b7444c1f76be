import { formatCapacity, formatMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { DeviceChangeObstacle, DeviceChangePlan, DeviceStep, NoRoom } from '../change/device-change.ts';
import type { DeviceName } from '../name-device.ts';
import { explainConstraint } from './explain-constraint.ts';
import { explainPortRefusal } from './explain-refusal.ts';
import type { FaultText } from './fault-text.ts';
import { isAboutPlaces } from './is-about-places.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';

/** The steps of a change, or what is in its way, as lines for people. */
export function explainDeviceChange(plan: DeviceChangePlan): readonly string[] {
  if (!plan.feasible) {
    const { mac, obstacle } = plan;
    const { problem, advice } = explainDeviceObstacle(obstacle);
    return [
      `vNIC ${formatMacAddress(mac)}: its backing devices cannot be changed`,
      `  because ${problem}`,
      `  to do:  ${advice}`,
      ...(obstacle.kind === 'no-place' ? explainRefused(obstacle) : []),
    ];
  }
  const { mac, steps, exposedTo } = plan;
  const title = `vNIC ${formatMacAddress(mac)}: ${steps.length === 0 ? 'nothing to change' : plural(steps.length, 'step')}`;
  const exposure = exposedTo === undefined ? [] : [`  on the way it has only ${plural(exposedTo, 'device')}`];
  return [title, ...steps.map((step, index) => `  ${index + 1}. ${explainStep(step)}`), ...exposure];
}

function explainRefused({ constraint, refusedPorts }: NoRoom): readonly string[] {
  if (refusedPorts.length === 0 || !isAboutPlaces(constraint)) return [];
  const lines = refusedPorts.map(
    ({ location, reasons }) => `    - port ${location}: ${reasons.map(explainPortRefusal).join('; ')}`,
  );
  return ['  Looked at:', ...lines];
}

export function explainDeviceObstacle(obstacle: DeviceChangeObstacle): FaultText {
  switch (obstacle.kind) {
    case 'no-such-device':
      return { problem: 'the vNIC has no device on that port', advice: 'name one of its ports' };
    case 'last-device':
      return {
        problem: 'a vNIC keeps at least one device',
        advice: 'add another one first, or unplug the vNIC',
      };
    case 'no-priorities':
      return {
        problem: 'the platform gives its devices no failover priorities',
        advice: 'update the firmware and VIOS to a level that can fail vNICs over',
      };
    case 'priority-taken':
      return {
        problem: `priority ${obstacle.priority} belongs to its device on ${named(obstacle.by)}`,
        advice: 'use another priority, or change that one first',
      };
    case 'no-place':
      return explainNoPlace(obstacle);
  }
}

function explainNoPlace({ constraint, alone }: DeviceChangeObstacle & { kind: 'no-place' }): FaultText {
  const { problem, advice } = explainConstraint(constraint);
  return alone
    ? {
        problem: `${problem}, and its only device cannot be taken out first`,
        advice: `${advice}; or unplug the vNIC and plug it again while its partition is off`,
      }
    : { problem, advice };
}

function explainStep(step: DeviceStep): string {
  switch (step.kind) {
    case 'add': {
      const { portLocation, viosName, capacity, maxCapacity, priority } = step.device;
      const ceiling = maxCapacity === undefined ? '' : ` up to ${formatCapacity(maxCapacity)}`;
      return `add ${named({ port: portLocation, vios: viosName })}, ${formatCapacity(capacity)}${ceiling}, priority ${priority}`;
    }
    case 'activate':
      return `activate ${named(step.device.name)}`;
    case 'remove':
      return `remove ${named(step.device.name)}`;
    case 'set-priority':
      return `give ${named(step.device.name)} priority ${step.priority}`;
  }
}

function named({ port, vios }: DeviceName): string {
  return `${port} through ${printable(vios)}`;
}
