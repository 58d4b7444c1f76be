import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type PortBinding, VifError } from '@powervm-sriov/vif-drivers';
import type { PluggedVif } from '../../../src/index.ts';
import type { Course, Outcome } from '../operation.ts';
import type { Simulation } from '../simulation.ts';
import { findTrueRoom } from '../true-room.ts';
import { trueVnics } from '../true-world.ts';

export interface PlacementCase {
  readonly outcome: Outcome;
  readonly course: Course;
  readonly system: SystemUuid;
  readonly bindings: readonly PortBinding[];
}

/** Whether the places were chosen as the platform's true room allows, where nobody else has changed it meanwhile. */
export function judgePlacement(
  simulation: Simulation,
  { outcome, course, ...given }: PlacementCase,
): readonly string[] {
  if (!simulation.temper.isCalm || !course.isAlone) return [];
  if (outcome.kind === 'acknowledged') {
    return (outcome.value as readonly PluggedVif[])
      .filter(({ result }) => result.outcome === 'created')
      .flatMap(({ record }) => judgeSpread(simulation, record));
  }
  if (outcome.kind !== 'failed' || !(outcome.error instanceof VifError)) return [];
  return outcome.error.code === 'PLACEMENT_INFEASIBLE' ? judgeRefusal(simulation, given, outcome.error) : [];
}

/** Two adapters and two VIOSes, where another one has room even now. */
function judgeSpread(
  simulation: Simulation,
  { system, network, mac }: PluggedVif['record'],
): readonly string[] {
  const vnic = trueVnics(simulation.simulator).find((each) => each.mac === mac && each.system === system);
  const devices = vnic?.devices ?? [];
  if (devices.length < 2) return [];
  const { ports, vioses } = findTrueRoom(simulation, { system, network, redundancy: devices.length });
  const adapters = new Set<number | undefined>(devices.map(({ adapter }) => adapter));
  const servers = new Set(devices.map(({ vios }) => vios));
  return [
    ...(adapters.size === 1 && ports.some(({ adapter }) => !adapters.has(adapter))
      ? [`I8: vNIC ${mac} has all devices on one adapter, and another one has room`]
      : []),
    ...(servers.size === 1 && vioses.some((name) => !servers.has(name))
      ? [`I8: vNIC ${mac} has all devices behind one VIOS, and another one could serve it`]
      : []),
  ];
}

function judgeRefusal(
  simulation: Simulation,
  { system, bindings: [binding, ...others] }: Pick<PlacementCase, 'system' | 'bindings'>,
  { message }: Error,
): readonly string[] {
  if (binding === undefined || others.length > 0) return [];
  const { network, redundancy } = binding;
  const { ports, vioses } = findTrueRoom(simulation, { system, network, redundancy });
  if (ports.length < redundancy || vioses.length === 0) return [];
  return [`I10: ${message}; and ports ${ports.map(({ location }) => location).join()} have room`];
}
