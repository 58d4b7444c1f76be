import { type MacAddress, parseMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type HostSnapshot,
  judgePartition,
  type PartitionSnapshot,
  type PhysicalPortSnapshot,
  vnicsOnPort,
} from '@powervm-sriov/sriov-core';

/** Where the demonstration plays: ports that may be labelled without harm, and a partition that may get a vNIC. */
export interface Stage {
  readonly ports: readonly PhysicalPortSnapshot[];
  readonly partition: PartitionSnapshot;
  readonly mac: MacAddress;
}

/** Adapters that are used at most: labels are posted one by one. */
const mostAdapters = 3;

export function chooseStage(snapshot: HostSnapshot): Stage {
  const ports = snapshot.adapters
    .filter(({ mode, state }) => mode === 'Sriov' && state === 'Running')
    .map(({ ports }) =>
      ports.filter((port) => port.linkUp === true && vnicsOnPort(snapshot, port).length === 0),
    )
    .filter((usable) => usable.length > 0)
    .slice(0, mostAdapters)
    .flat();
  const ready = snapshot.partitions.filter((partition) => judgePartition(partition) === undefined);
  const partition = ready.find(({ state }) => state === 'running') ?? ready[0];
  if (partition === undefined || ports.length === 0) {
    throw new Error(
      `the demonstration needs a port with link and a partition that can get a vNIC; system ${snapshot.system.name} has ${ports.length} and ${ready.length} of them`,
    );
  }
  return { ports, partition, mac: freeMac(snapshot) };
}

function freeMac({ vnics }: HostSnapshot): MacAddress {
  const taken = new Set(vnics.map(({ mac }) => mac));
  for (let last = 1; ; last += 1) {
    const mac = parseMacAddress(`fa163e${last.toString(16).padStart(6, '0')}`);
    if (!taken.has(mac)) return mac;
  }
}
