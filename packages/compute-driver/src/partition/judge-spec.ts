import type { PartitionSpec, ProcessorSpec, Range } from '../records/partition-record.ts';
import { isPartitionName } from './partition-name.ts';

/** What a system asks of a partition's figures. */
export interface SpecLimits {
  /** Megabytes; memory comes in multiples of it. Undefined where the system does not say. */
  readonly memoryBlock: number | undefined;
  /** What a virtual processor takes at the least of a processor. */
  readonly unitsPerVirtual: number;
}

/** Lower bounds that hold on every system, and the slots that a partition can have (pypowervm lpar_builder.py [R]). */
const leastMemory = 128;
const leastUnits = 0.05;
const fewestSlots = 2;
const mostSlots = 65_534;

/** All that is wrong with a spec, one line each. What the system has left is for the console to say. */
export function judgeSpec(spec: PartitionSpec, limits: SpecLimits): readonly string[] {
  const { name, memory, maximumVirtualSlots: slots } = spec;
  return [
    ...(isPartitionName(name)
      ? []
      : [
          `the name ${JSON.stringify(name)} is not 1 to 31 characters of printable ASCII without ()\\<>*$&?|[]'"\` and without blanks around it`,
        ]),
    ...judgeRange('memory in MB', memory, { least: leastMemory, step: limits.memoryBlock ?? 1 }),
    ...judgeProcessors(spec.processors, limits),
    ...(Number.isInteger(slots) && slots >= fewestSlots && slots <= mostSlots
      ? []
      : [`the maximum of virtual slots, ${slots}, is not ${fewestSlots} to ${mostSlots}`]),
  ];
}

function judgeProcessors(processors: ProcessorSpec, { unitsPerVirtual }: SpecLimits): readonly string[] {
  if (processors.kind === 'dedicated') {
    return judgeRange('dedicated processors', processors.count, { least: 1, step: 1 });
  }
  const { virtual, units, uncappedWeight: weight } = processors;
  const needed = hundredths(virtual.desired * unitsPerVirtual);
  return [
    ...judgeRange('virtual processors', virtual, { least: 1, step: 1 }),
    ...judgeRange('processing units', units, { least: leastUnits, step: 0.01 }),
    ...(hundredths(units.desired) < needed || units.desired > virtual.desired
      ? [
          `${units.desired} processing units do not fit ${virtual.desired} virtual processors: each takes ${unitsPerVirtual} to 1`,
        ]
      : []),
    ...(weight === undefined || (Number.isInteger(weight) && weight >= 0 && weight <= 255)
      ? []
      : [`the uncapped weight, ${weight}, is not 0 to 255`]),
  ];
}

function judgeRange(
  what: string,
  { minimum, desired, maximum }: Range,
  { least, step }: { readonly least: number; readonly step: number },
): readonly string[] {
  const figures = [minimum, desired, maximum];
  const shown = `${what}, ${figures.join(' / ')} (minimum / desired / maximum),`;
  const inOrder = least <= minimum && minimum <= desired && desired <= maximum;
  return [
    ...(inOrder ? [] : [`${shown} are not in rising order from ${least}`]),
    ...(figures.every((figure) => isMultiple(figure, step)) ? [] : [`${shown} are not multiples of ${step}`]),
  ];
}

/** Processing units have two decimals at most; whole numbers keep the comparison exact. */
function isMultiple(figure: number, step: number): boolean {
  const whole = figure * 100;
  return Math.abs(whole - Math.round(whole)) < 1e-6 && hundredths(figure) % hundredths(step) === 0;
}

function hundredths(figure: number): number {
  return Math.round(figure * 100);
}
