import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { RoadOptions } from './road.ts';
import { type TrueVnic, trueVnics, worksTruly } from './true-world.ts';
import type { World } from './world.ts';

/**
 * Counts the working devices of a vNIC right before and after each edit of it: no step may cost any that is asked
 * for. Who drains adds the successor first: such a vNIC has to be left with as many as it had before that.
 */
export function redundancyGuard(world: World): RoadOptions['guard'] {
  const { simulator, watchman, oracle } = world;
  const growths = new Map<string, { readonly step: number; readonly had: number }>();
  return async (request, execute) => {
    const edited = /\/VirtualNICDedicated\/([^/?]+)/.exec(request.path)?.[1];
    if (request.method !== 'POST' || edited === undefined) return await execute();
    const before = trueVnics(simulator);
    const answer = await execute();
    for (const vnic of trueVnics(simulator)) {
      const same = before.find(
        ({ mac, partition }) => mac === vnic.mac && sameUuid(partition, vnic.partition),
      );
      // What a VIOS that stops takes from other vNICs meanwhile is no edit's doing.
      if (same === undefined || !sameUuid(same.uuid, edited)) continue;
      const expected = oracle.of(vnic.partition, vnic.mac);
      // What was asked for before it was unplugged says nothing of one that was plugged anew, and never acknowledged.
      const asked = expected?.wanted === 'yes' ? (expected.asked?.redundancy ?? 0) : 0;
      const [had, has] = [works(same), works(vnic)];
      const key = `${vnic.partition} ${vnic.mac}`;
      const growth = growths.get(key);
      const floor = growth?.step === world.steps ? Math.min(had, growth.had) : had;
      if (has < Math.min(floor, asked))
        watchman.lose(`vNIC ${vnic.mac} had ${floor} working devices, and has ${has}`);
      const grown = vnic.devices.length - same.devices.length;
      if (grown > 0) growths.set(key, { step: world.steps, had });
      if (grown < 0) growths.delete(key);
    }
    return answer;
  };
}

function works({ devices }: TrueVnic): number {
  return devices.filter(worksTruly).length;
}
