import { type MacAddress, parseVlanId } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { PortBinding } from '@powervm-sriov/vif-drivers';
import type { ComputeHost } from '../src/index.ts';
import { macOf, noSignal, type SimulatedHost } from './simulated-host.ts';

/** A port of Neutron's, as Nova hands it over. */
export function bindingOf(index: number, change: Partial<PortBinding> = {}): PortBinding {
  return {
    vifType: 'pvm_sriov',
    vnicType: 'direct',
    portId: `port-${index}`,
    mac: macOf(index),
    vlan: parseVlanId(118),
    network: 'prod_net',
    redundancy: 2,
    capacity: undefined,
    maxCapacity: undefined,
    pciSlot: `0000:00:0${index}.0`,
    ...change,
  };
}

/** The vNICs that the platform truly has. */
export function vnicsOn({ simulator }: Pick<SimulatedHost, 'simulator'>) {
  return simulator.control.state().systems.flatMap(({ vnics }) => vnics);
}

export function macsOn(simulated: Pick<SimulatedHost, 'simulator'>): readonly string[] {
  return vnicsOn(simulated)
    .map(({ mac }) => mac)
    .toSorted();
}

/** What the records say, `MAC state`, sorted. */
export async function recordsOf({ records }: ComputeHost): Promise<readonly string[]> {
  const all = await records.vnics.list({}, noSignal);
  return all.map(({ mac, state }) => `${mac} ${state}`).toSorted();
}

export function plugged(...indices: readonly number[]): readonly string[] {
  return macs(...indices).map((mac) => `${mac} plugged`);
}

export function macs(...indices: readonly number[]): readonly MacAddress[] {
  return indices.map(macOf).toSorted();
}
