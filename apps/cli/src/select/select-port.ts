import type { HostSnapshot, PhysicalPortSnapshot, SriovAdapterSnapshot } from '@powervm-sriov/sriov-core';
import { endsWithPart } from './ends-with-part.ts';
import { selectOne } from './select-one.ts';

/** A physical port by its location code, a unique end of it (`C8-T1`), or `adapter:port` (`1:0`). */
export function selectPort({ adapters }: HostSnapshot, wanted: string): PhysicalPortSnapshot {
  return selectOne({
    kind: 'port',
    wanted,
    items: adapters.flatMap(({ ports }) => ports),
    ways: [
      ({ location }) => location === wanted,
      ({ location }) => endsWithPart(location, wanted),
      ({ adapterId, portId }) => adapterId !== undefined && `${adapterId}:${portId}` === wanted,
    ],
    name: ({ location }) => location,
  });
}

/** An adapter by its location code, a unique end of it (`C8`), or its SR-IOV id. */
export function selectAdapter({ adapters }: HostSnapshot, wanted: string): SriovAdapterSnapshot {
  return selectOne({
    kind: 'adapter',
    wanted,
    items: adapters,
    ways: [
      ({ location }) => location === wanted,
      ({ location }) => endsWithPart(location, wanted),
      ({ adapterId }) => adapterId !== undefined && String(adapterId) === wanted,
    ],
    name: ({ location }) => location,
  });
}
