import { sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { RoadOptions } from './road.ts';
import { type TrueVnic, trueVnics, worksTruly } from './true-world.ts';
import type { World } from './world.ts';

/**
 * Counts the working devices of every vNIC right before and after each edit of one: no step may cost any that is asked
 * for. Who drains adds the successor first: such a vNIC has to be left with as many as it had before that.
 */
export function redundancyGuard(world: World): RoadOptions['guard'] {
  const { simulator, watchman, oracle } = world;
  const growths = new Map<string, { readonly step: number; readonly had: number }>();
  return async (request, execute) => {
    const isEdit = request.method === 'POST' && request.path.includes('/VirtualNICDedicated/');
    if (!isEdit) return await execute();
    const before = trueVnics(simulator);
    const answer = await execute();
    for (const vnic of trueVnics(simulator)) {
      const same = before.find(
        ({ mac, partition }) => mac === vnic.mac && sameUuid(partition, vnic.partition),
      );
      const expected = oracle.of(vnic.partition, vnic.mac);
      // What was asked for before it was unplugged says nothing of one that was plugged anew, and never acknowledged.
      const asked = expected?.wanted === 'yes' ? (expected.asked?.redundancy ?? 0) : 0;
      const [had, has] = [same === undefined ? 0 : works(same), works(vnic)];
      const key = `${vnic.partition} ${vnic.mac}`;
      const growth = growths.get(key);
      const floor = growth?.step === world.steps ? Math.min(had, growth.had) : had;
      if (has < Math.min(floor, asked))
        watchman.lose(`vNIC ${vnic.mac} had ${floor} working devices, and has ${has}`);
      const grown = vnic.devices.length - (same?.devices.length ?? 0);
      if (grown > 0) growths.set(key, { step: world.steps, had });
      if (grown < 0) growths.delete(key);
    }
    return answer;
  };
}

function works({ devices }: TrueVnic): number {
  return devices.filter(worksTruly).length;
}
