import { judgePartition, type VnicShape } from '@powervm-sriov/sriov-core';
import { pvmSriovDriver, VifError } from '@powervm-sriov/vif-drivers';
import { macOf, noSignal, type SimulatedHost, vnicRequest } from '../simulated-host.ts';
import type { PluggedVnic } from './filled-host.ts';

interface Filling {
  readonly shape: VnicShape;
  /** Filled in turn, as a pool counts them. */
  readonly networks: readonly string[];
  /** Plugs in flight. */
  readonly width: number;
}

/**
 * Plugs vNICs until every network refuses one, and answers them in order. A refusal ends its network and is the only
 * failure that may be.
 */
export async function fillHost(
  { host }: Pick<SimulatedHost, 'host'>,
  { shape, networks, width }: Filling,
): Promise<readonly PluggedVnic[]> {
  const partitions = host.snapshot().partitions.filter((each) => judgePartition(each) === undefined);
  const plugged: PluggedVnic[] = [];
  const full = new Set<string>();
  let next = 0;
  const plug = async (network: string): Promise<void> => {
    const partition = partitions[next % partitions.length];
    if (partition === undefined) throw new Error('no partition can be changed');
    const vnic = vnicRequest({ ...shape, network, mac: macOf(next) });
    next += 1;
    try {
      await pvmSriovDriver.plug(host, { partition: partition.uuid, vnic }, noSignal);
      plugged.push({ mac: vnic.mac, network, partition: partition.name });
    } catch (error) {
      if (!(error instanceof VifError) || error.code !== 'PLACEMENT_INFEASIBLE') throw error;
      full.add(network);
    }
  };
  for (let open = networks; open.length > 0; open = open.filter((network) => !full.has(network))) {
    for (const batch of inBatches(open, width)) await Promise.all(batch.map(plug));
  }
  return plugged;
}

/** Each network equally often, and often enough for so many at once. */
function inBatches(networks: readonly string[], width: number): readonly (readonly string[])[] {
  const rounds = Math.ceil(width / networks.length);
  const row = Array.from({ length: rounds }, () => networks).flat();
  return Array.from({ length: Math.ceil(row.length / width) }, (_, index) =>
    row.slice(index * width, (index + 1) * width),
  );
}

/** Takes them away again, as many at once as a console lets wait. */
export async function unplugAll(
  { host }: Pick<SimulatedHost, 'host'>,
  plugged: readonly PluggedVnic[],
): Promise<void> {
  const known = new Map(host.snapshot().vnics.map((vnic) => [vnic.mac.toString(), vnic]));
  const vnics = plugged.flatMap(({ mac }) => known.get(mac) ?? []);
  for (let start = 0; start < vnics.length; start += unpluggedAtOnce) {
    await Promise.all(
      vnics
        .slice(start, start + unpluggedAtOnce)
        .map(({ partitionUuid: partition, mac }) =>
          pvmSriovDriver.unplug(host, { partition, mac }, noSignal),
        ),
    );
  }
}

const unpluggedAtOnce = 500;
