import { capacityOf, parseFailoverPriority, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type BackingDeviceSnapshot, type DeviceChange, findVnic } from '@powervm-sriov/sriov-core';
import type { DeviceEdit } from '@powervm-sriov/vif-drivers';
import { type ComputeHost, changeRecordedDevices, type VnicRecord } from '../../../src/index.ts';
import { planDevices } from '../../../src/managed-hosts/plan-devices.ts';
import { noSignal } from '../../simulated-host.ts';
import type { Deed, Operation } from '../operation.ts';
import type { AskedVnic } from '../oracle.ts';
import type { Simulation } from '../simulation.ts';
import { type TrueVnic, trueVnics } from '../true-world.ts';

/** Somebody changes the backing devices of a vNIC by hand. */
export const deviceOperations: readonly Operation[] = [
  { name: 'change devices', weight: 6, draw: drawDeviceChange },
];

function drawDeviceChange(simulation: Simulation): Deed | undefined {
  const { random, simulator, oracle, records } = simulation;
  const ours = trueVnics(simulator).filter(({ partition, mac }) => {
    const expected = oracle.of(partition, mac);
    return expected?.wanted === 'yes' && expected.asked !== undefined;
  });
  if (ours.length === 0) return undefined;
  const vnic = random.pick(ours);
  const { system, partition, mac } = vnic;
  const wish = drawWish(simulation);
  let wantsFewer = false;
  return {
    title: `change the devices of ${mac}: ${wish.kind}`,
    run: async ({ compute }) => {
      const asked = oracle.of(partition, mac)?.asked;
      if (asked === undefined) return undefined;
      const reshaped = oracle.reshape(partition, mac);
      try {
        const steps = await planWish(compute(system), vnic, { ...wish, network: asked.network });
        const share = wish.kind === 'capacity' ? shareOf(wish) : undefined;
        await changeRecordedDevices(compute(system), { partition, mac, steps, share }, noSignal);
        return vnic.devices.length + countOf(steps, 'add') - countOf(steps, 'remove');
      } finally {
        const record = await records.vnics.find({ system, partition, mac }, noSignal);
        reshaped(record && askedOf(record));
        wantsFewer = record !== undefined && record.shape.redundancy < asked.redundancy;
      }
    },
    judge: (outcome, { isAlone }) => {
      // Whatever becomes of it, only who asks for fewer gets fewer.
      if (isAlone && wantsFewer && wish.kind !== 'redundancy' && wish.kind !== 'remove')
        return [`vNIC ${mac} is wanted with fewer devices since somebody asked for another ${wish.kind}`];
      if (!isAlone || outcome.kind !== 'acknowledged' || outcome.value === undefined) return [];
      const now = trueVnics(simulator).find(
        (each) => each.mac === mac && sameUuid(each.partition, partition),
      );
      const [wanted, has] = [Number(outcome.value), now?.devices.length ?? 0];
      return wanted === has ? [] : [`vNIC ${mac} was to have ${wanted} devices, and has ${has}`];
    },
  };
}

function countOf(steps: readonly DeviceEdit[], kind: DeviceEdit['kind']): number {
  return steps.filter((step) => step.kind === kind).length;
}

interface Wish {
  readonly kind: DeviceChange['kind'] | 'activate';
  readonly redundancy: number;
  readonly priority: number;
  /** Which of the devices that the vNIC has then. */
  readonly nth: number;
}

function drawWish({ random }: Simulation): Wish {
  return {
    kind: random.pick(['redundancy', 'redundancy', 'remove', 'priority', 'activate', 'capacity']),
    redundancy: random.between(1, 3),
    priority: random.between(1, 60),
    nth: random.below(3),
  };
}

/** What the planner has no steps for is left alone. */
async function planWish(
  { host }: ComputeHost,
  { partition, mac }: TrueVnic,
  { network, nth, ...wish }: Wish & { readonly network: string },
): Promise<readonly DeviceEdit[]> {
  const devices = findVnic(host.snapshot().vnics, { partition, mac })?.devices ?? [];
  const device = devices[nth % devices.length];
  if (device === undefined) return [];
  if (wish.kind === 'activate') return [{ kind: 'activate', device }];
  const change = changeOf({ ...wish, kind: wish.kind }, device);
  const plan = await planDevices(host, { partition, mac, network, change }, noSignal);
  return plan.feasible ? plan.steps : [];
}

function changeOf(
  { kind, redundancy, priority }: Omit<Wish, 'kind' | 'nth'> & Pick<DeviceChange, 'kind'>,
  device: BackingDeviceSnapshot,
): DeviceChange {
  switch (kind) {
    case 'redundancy':
      return { kind, redundancy };
    case 'remove':
      return { kind, device };
    case 'priority':
      return { kind, device, priority: parseFailoverPriority(priority) };
    case 'capacity':
      return { kind, ...shareOf({ redundancy }) };
  }
}

function shareOf({ redundancy }: Pick<Wish, 'redundancy'>) {
  return { capacity: capacityOf(200 * redundancy), maxCapacity: undefined };
}

/** Nobody else asks for a share. */
function askedOf({ state, vlan, network, shape }: VnicRecord): AskedVnic | undefined {
  const { redundancy, capacity } = shape;
  return state === 'plugged' && capacity === undefined ? { vlan, network, redundancy } : undefined;
}
