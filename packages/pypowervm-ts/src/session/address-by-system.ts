import type { SystemUuid } from '../identifiers/index.ts';
import type { Session } from './session.ts';

/**
 * The session as one system of its console uses it: where the console's partition paths begin with the system, what
 * goes to a partition goes to the one of this system. Addressing twice is addressing once.
 */
export function addressBySystem(session: Session, system: SystemUuid): Session {
  if (session.traits.partitionPaths === 'root') return session;
  const below = `/rest/api/uom/ManagedSystem/${system}/LogicalPartition/`;
  return {
    ...session,
    send: (request, signal) =>
      session.send({ ...request, path: request.path.replace(rootPartition, below) }, signal),
  };
}

const rootPartition = /^\/rest\/api\/uom\/LogicalPartition\//;
