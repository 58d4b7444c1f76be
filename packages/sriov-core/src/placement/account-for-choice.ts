import type { ChoiceReasons, PassedOverPort } from '../vnic-plan.ts';
import type { Bid, PortChoice, Round } from './choose-ports.ts';
import { type Contender, devicesOn } from './contender.ts';
import { compareRivals } from './pick-best.ts';

/** Why this adapter, and why this port of it. */
export function reasonsOf(round: Round): Pick<ChoiceReasons, 'adapter' | 'port'> {
  const { contender, ports, best } = round.best;
  const { slots, freeLogicalPorts, freeCapacity } = best.option.port;
  return {
    adapter: {
      decidedBy: compareRivals(round).decidedBy,
      devicesBefore: devicesOn(contender),
      room: contender.room,
    },
    port: { decidedBy: compareRivals(ports).decidedBy, slots, freeLogicalPorts, freeCapacity },
  };
}

/** The ports that were fit and are not taken, each with what it lost by. */
export function passedOverPorts({ rounds, contenders }: PortChoice): readonly PassedOverPort[] {
  const last = rounds.at(-1);
  const adapters =
    last === undefined ? undefined : { to: last.best.contender.location, ...compareRivals(last) };
  return contenders.flatMap((own) => {
    const onAdapter = rounds.findLast(({ best }) => isBidOf(own, best))?.best;
    const lostPorts = onAdapter === undefined ? [] : compareRivals(onAdapter.ports).lost;
    const lostAdapter = adapters?.lost.find(({ item }) => isBidOf(own, item));
    return own.untaken.map(({ port: { location, slots } }) => {
      const passedOver = (because: PassedOverPort['because']) => ({ location, slots, because });
      if (own.taken >= own.free) return passedOver({ kind: 'adapter-full', free: own.free });

      // In the last round that could have taken it: on its own adapter, else between the adapters.
      const lostPort = lostPorts.find(({ item }) => item.option.port.location === location);
      if (onAdapter !== undefined && lostPort !== undefined) {
        return passedOver({ kind: 'port-lost', by: lostPort.by, to: onAdapter.best.option.port.location });
      }
      if (adapters !== undefined && lostAdapter !== undefined) {
        return passedOver({ kind: 'adapter-lost', by: lostAdapter.by, to: adapters.to });
      }
      return passedOver({ kind: 'not-planned' });
    });
  });
}

function isBidOf({ adapterId }: Contender, bid: Bid): boolean {
  return bid.contender.adapterId === adapterId;
}
