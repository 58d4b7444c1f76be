import type { Session } from '@powervm-sriov/pypowervm-ts';
import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';

/**
 * The session for one system of a console that manages several: what it sends to a partition goes below that system.
 * While a partition is rebuilt elsewhere two systems hold its UUID, and a path without the system would reach either of
 * them (sriov-rules, Partitions [R]). A NovaLink has one system and wants its paths as recorded.
 */
export function addressBySystem(session: Session, system: SystemUuid): Session {
  if (session.traits.singleSystem) return session;
  const below = `/rest/api/uom/ManagedSystem/${system}/LogicalPartition/`;
  return {
    ...session,
    send: (request, signal) =>
      session.send({ ...request, path: request.path.replace(rootPartition, below) }, signal),
  };
}

const rootPartition = /^\/rest\/api\/uom\/LogicalPartition\//;
