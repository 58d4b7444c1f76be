import type { Simulator } from '@powervm-sriov/powervm-simulator';
import { openSession } from '@powervm-sriov/pypowervm-ts';
import {
  type PartitionUuid,
  parseSystemUuid,
  type SystemUuid,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { createVifRegistry, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { type Host, openHost } from '../../src/index.ts';
import { noSignal } from '../simulated-host.ts';
import { newLife } from './life.ts';
import { type TrueVnic, trueVnics } from './true-world.ts';
import { clockOf, type VirtualTime } from './virtual-time.ts';

/** Somebody else at the same console, whom nothing ever goes wrong for, and what is theirs. */
export class ForeignHands {
  /** Whole vNICs as they left them, by system, partition and MAC. */
  readonly #theirs = new Map<string, string>();
  readonly #loose = new Set<string>();
  readonly #hosts: ReadonlyMap<SystemUuid, Host>;
  readonly #simulator: Simulator;

  constructor(simulator: Simulator, hosts: ReadonlyMap<SystemUuid, Host>) {
    this.#simulator = simulator;
    this.#hosts = hosts;
  }

  host(system: SystemUuid): Host {
    const host = this.#hosts.get(system);
    if (host === undefined) throw new Error(`no system ${system}`);
    return host;
  }

  get driver() {
    return createVifRegistry([pvmSriovDriver]).driverOf(pvmSriovDriver.vifType);
  }

  /** Whatever the vNIC is like now is how it has to stay. */
  claim(matches: (vnic: TrueVnic) => boolean): void {
    for (const vnic of trueVnics(this.#simulator)) {
      const isLoose = this.#loose.has(vnic.partition.toUpperCase());
      if (matches(vnic) && !isLoose) this.#theirs.set(keyOf(vnic), describe(vnic));
    }
  }

  /** Its vNICs go where the partition goes, which makes them others: from now on they are anybody's. */
  loosen(partition: PartitionUuid): void {
    this.#loose.add(partition.toUpperCase());
    this.disclaim((key) => key.includes(partition.toUpperCase()));
  }

  disclaim(matches: (key: string) => boolean): void {
    for (const key of this.#theirs.keys()) if (matches(key)) this.#theirs.delete(key);
  }

  owns(vnic: TrueVnic): boolean {
    return this.#theirs.has(keyOf(vnic));
  }

  list(): readonly TrueVnic[] {
    return trueVnics(this.#simulator).filter((vnic) => this.owns(vnic));
  }

  /** What of theirs is not as they left it. */
  disturbed(): readonly string[] {
    const now = new Map(trueVnics(this.#simulator).map((vnic) => [keyOf(vnic), describe(vnic)]));
    return [...this.#theirs].flatMap(([key, wanted]) =>
      now.get(key) === wanted ? [] : [`${key} was ${wanted} and is ${now.get(key) ?? 'gone'}`],
    );
  }
}

export async function openForeignHands(simulator: Simulator, time: VirtualTime): Promise<ForeignHands> {
  const { user, password, transport } = simulator;
  const clock = clockOf(time, newLife());
  const session = await openSession({ transport, credentials: { user, password }, clock, random: () => 0.5 });
  const hosts = new Map<SystemUuid, Host>();
  for (const { uuid, name } of simulator.control.state().systems) {
    const host = await openHost({ session, system: name, maximumAge: 0 }, noSignal);
    hosts.set(parseSystemUuid(uuid), host);
  }
  return new ForeignHands(simulator, hosts);
}

function keyOf({ system, partition, mac }: TrueVnic): string {
  return `${system} ${partition} ${mac}`.toUpperCase();
}

/** The failover priority and place of each device; which of them is active is the platform's. */
function describe({ slot, vlan, devices }: TrueVnic): string {
  const places = devices.map(({ vios, location, priority }) => `${vios}/${location}/${priority}`);
  return `slot ${slot} VLAN ${vlan} ${places.join(' ')}`;
}
