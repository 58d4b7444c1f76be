import { parseLocationCode, parsePortLabel, parseSystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { labelPorts } from '../../../src/index.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Deed, Operation } from '../operation.ts';
import type { Simulation } from '../simulation.ts';

/** Labels change under the vNICs that were planned by them. */
export const labelOperations: readonly Operation[] = [
  { name: 'relabel', weight: 2, draw: drawRelabelling },
  { name: 'relabel by somebody else', weight: 2, isStormy: true, draw: drawForeignRelabelling },
];

/** By force only where nobody counts on what is there already being asked for again. */
function drawRelabelling(simulation: Simulation): Deed | undefined {
  const change = pickChange(simulation);
  if (change === undefined) return undefined;
  const { system, port, label } = change;
  const force = !simulation.temper.isCalm && simulation.random.chance(0.5);
  return {
    title: `relabel ${port} to ${label}${force ? ', by force' : ''}`,
    run: ({ compute }) => labelPorts(compute(system).host, { labels: [{ port, label }], force }, noSignal),
  };
}

function drawForeignRelabelling(simulation: Simulation): Deed | undefined {
  const change = pickChange(simulation);
  if (change === undefined) return undefined;
  const { system, port, label } = change;
  const theirs = simulation.foreign.host(system);
  return {
    title: `somebody else relabels ${port} to ${label}`,
    run: () =>
      labelPorts(theirs, { labels: [{ port, label }], force: true }, noSignal).catch(() => undefined),
  };
}

/** The label of one port for another port of the same system, so that networks move and do not vanish at once. */
function pickChange({ random, simulator }: Simulation) {
  const { uuid, ports } = random.pick(simulator.control.state().systems);
  const labels = ports.flatMap(({ label }) => (label === '' ? [] : [label]));
  if (labels.length === 0) return undefined;
  const [port, label] = [parseLocationCode(random.pick(ports).location), parsePortLabel(random.pick(labels))];
  return { system: parseSystemUuid(uuid), port, label };
}
