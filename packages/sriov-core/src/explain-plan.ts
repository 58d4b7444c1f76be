import { formatCapacity, formatMacAddress, untagged } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  explainAdapterChoice,
  explainPassedOver,
  explainPortChoice,
  explainPriority,
  explainViosChoice,
} from './explain/explain-choice.ts';
import { explainConstraint } from './explain/explain-constraint.ts';
import { explainAdapterRefusal, explainPortRefusal, explainViosRefusal } from './explain/explain-refusal.ts';
import { explainRepacking } from './explain/explain-repacking.ts';
import { explainWeakness } from './explain/explain-weakness.ts';
import { isAboutPlaces } from './explain/is-about-places.ts';
import { plural } from './explain/plural.ts';
import { printable, quoted } from './explain/printable.ts';
import type { PlannedDevice, Survey, VnicPlan } from './vnic-plan.ts';
import type { VnicRequest } from './vnic-request.ts';

/**
 * A plan, or why there is none, as lines for people: each device with the reasons for its port, VIOS and priority, what
 * is weak about it, and everything that was looked at and not taken.
 */
export function explainPlan(plan: VnicPlan): readonly string[] {
  if (plan.feasible) return [...explainDevices(plan), ...explainSurvey(plan)];
  return [...explainObstacle(plan), ...(isAboutPlaces(plan.constraint) ? explainSurvey(plan) : [])];
}

function explainDevices(plan: VnicPlan & { feasible: true }): readonly string[] {
  const placed = plan.devices.length;
  const asked = plan.request.redundancy;
  return [
    `${nameVnic(plan.request)}: ${placed === asked ? '' : `${placed} of `}${plural(asked, 'backing device')} planned`,
    ...plan.devices.flatMap((device, index) => explainDevice(device, index + 1)),
    ...section('Weak', plan.weaknesses.map(explainWeakness)),
  ];
}

function explainObstacle(plan: VnicPlan & { feasible: false }): readonly string[] {
  const { problem, advice } = explainConstraint(plan.constraint);
  return [
    `${nameVnic(plan.request)}: ${plural(plan.request.redundancy, 'backing device')} cannot be placed`,
    `  because ${problem}`,
    `  to do:  ${advice}`,
    ...(plan.repacking === undefined ? [] : [`  also:   ${explainRepacking(plan.repacking)}`]),
  ];
}

function nameVnic({ mac, network, vlan }: VnicRequest): string {
  const tag = vlan === untagged ? 'untagged' : `VLAN ${vlan}`;
  return `vNIC ${formatMacAddress(mac)} on network ${quoted(network)}, ${tag}`;
}

function explainDevice(device: PlannedDevice, number: number): readonly string[] {
  const { why, maxCapacity } = device;
  const ceiling = maxCapacity === undefined ? '' : ` up to ${formatCapacity(maxCapacity)}`;
  const share = `${formatCapacity(device.capacity)}${ceiling}`;
  return [
    `  ${number}. ${device.portLocation} through ${printable(device.viosName)}, ${share}, priority ${device.priority}`,
    `       adapter ${device.adapterId}: ${explainAdapterChoice(why.adapter)}`,
    `       port ${device.portId}: ${explainPortChoice(why.port)}`,
    `       ${printable(device.viosName)}: ${explainViosChoice(why.vios)}`,
    `       priority ${device.priority}: ${explainPriority(why.priority)}`,
  ];
}

function explainSurvey({ survey, feasible }: VnicPlan): readonly string[] {
  const eligible = survey.passedOverPorts.map(
    (port) => `port ${port.location}: ${feasible ? `would do, but ${explainPassedOver(port)}` : 'would do'}`,
  );
  const spare = survey.passedOverVioses.map(
    ({ name, served }) =>
      `VIOS ${printable(name)}: would do${feasible ? `, not needed (serves ${plural(served, 'backing device')})` : ''}`,
  );
  const title = feasible ? 'Not taken' : 'Looked at';
  return section(title, [...eligible, ...explainRefusals(survey), ...spare]);
}

/** The ports of a refused adapter share its reason and stand behind it in one line. */
function explainRefusals({ refusedAdapters, refusedPorts, refusedVioses }: Survey): readonly string[] {
  const adapters = new Set(refusedAdapters.map(({ location }) => location));
  return [
    ...refusedPorts
      .filter(({ adapterLocation }) => !adapters.has(adapterLocation))
      .map(({ location, reasons }) => `port ${location}: ${reasons.map(explainPortRefusal).join('; ')}`),
    ...refusedAdapters.map(({ location, reason }) => `adapter ${location} ${explainAdapterRefusal(reason)}`),
    ...refusedVioses.map(({ name, reason }) => `VIOS ${printable(name)} ${explainViosRefusal(reason)}`),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    - ${line}`)];
}
