import { type HealMemory, type HealReport, reconcile } from '../src/index.ts';
import { type HealCase, vnicsIn } from './heal-case.ts';
import { noSignal } from './simulated-host.ts';

export function report({ compute }: HealCase): Promise<HealReport> {
  return reconcile(compute, {}, noSignal);
}

export function auto({ compute }: HealCase, memory: HealMemory): Promise<HealReport> {
  return reconcile(compute, { policy: { kind: 'auto', memory } }, noSignal);
}

export function approve({ compute }: HealCase, ...plans: readonly string[]): Promise<HealReport> {
  return reconcile(compute, { policy: { kind: 'approve', plans } }, noSignal);
}

/** A round each ten minutes, as long as an hour. */
export async function anHour(ward: HealCase, memory: HealMemory): Promise<readonly HealReport[]> {
  const reports: HealReport[] = [];
  for (let round = 0; round < 6; round += 1) {
    ward.pass(10);
    reports.push(await auto(ward, memory));
  }
  return reports;
}

/** The port that carries the traffic of the first vNIC. */
export function activePort({ simulator }: HealCase): string {
  const device = vnicsIn(simulator)[0]?.backingDevices.find(({ isActive }) => isActive);
  return device?.location ?? '';
}

export function missing(): never {
  throw new Error('a plan was made');
}
