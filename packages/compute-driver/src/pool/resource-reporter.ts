import { countPool, type HostSnapshot, type VnicPool } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { advertisedDevices } from './advertised-devices.ts';
import { findUnsettled } from './find-unsettled.ts';
import { findCollisions } from './network-id.ts';
import { type NovaResource, novaResource } from './nova-resource.ts';
import type { PciDevice } from './pci-device.ts';
import { placeableDevices } from './placeable-devices.ts';

export interface ReportOptions {
  /** What nova.conf calls this host. */
  readonly hostname: string;
  /** `placeable` (default): a device for each vNIC that fits. `advertised`: one for each virtual function. */
  readonly mode?: 'placeable' | 'advertised';
  /** Milliseconds for which room that a starting VIOS or card hides is still reported; default 10 minutes [?]. */
  readonly patience?: number;
}

/** What Nova asks of `get_available_resource`, and how good it is. */
export interface ResourceReport {
  readonly resource: NovaResource;
  readonly pool: PoolState;
  /** What the operator has to mend, one line each. */
  readonly problems: readonly string[];
}

export type PoolState =
  | { readonly state: 'current' }
  /** Not what the host shows just now, for the reason given; age in milliseconds. */
  | { readonly state: 'last-good'; readonly age: number; readonly why: string }
  /** What the host shows just now, which is less than it has, and nothing better was ever seen. */
  | { readonly state: 'unsettled'; readonly why: string };

export interface ResourceReporter {
  /** Decided from what is known: nothing is asked of the console. */
  getAvailableResource(signal: AbortSignal): Promise<ResourceReport>;
}

interface Counted {
  readonly snapshot: HostSnapshot;
  readonly pool: VnicPool;
  readonly at: number;
}

/** Reports what a host has; remembers the last figures that could be trusted, and reports those in between. */
export function createResourceReporter(
  compute: ComputeHost,
  { hostname, mode = 'placeable', patience = 600_000 }: ReportOptions,
): ResourceReporter {
  const { host, records, shape } = compute;
  const { clock } = host.session;
  let lastGood: Counted | undefined;
  let unsettledSince: number | undefined;

  const count = (): Counted => {
    const snapshot = host.snapshot();
    const reservations = host.reservations();
    return {
      snapshot,
      pool: countPool({ snapshot, shape, reservations, cordons: host.cordons(), ...host.placement }),
      at: clock.now() - host.view().age,
    };
  };

  const choose = (): { readonly counted: Counted; readonly state: PoolState } => {
    const view = host.view();
    const why = findUnsettled(view);
    if (why === undefined) {
      unsettledSince = undefined;
      lastGood = count();
      return { counted: lastGood, state: { state: 'current' } };
    }
    unsettledSince ??= clock.now();
    if (view.gap === undefined && clock.now() - unsettledSince > patience) {
      return { counted: count(), state: { state: 'current' } };
    }
    if (lastGood === undefined) return { counted: count(), state: { state: 'unsettled', why } };
    return { counted: lastGood, state: { state: 'last-good', age: clock.now() - lastGood.at, why } };
  };

  return {
    async getAvailableResource(signal) {
      const {
        counted: { snapshot, pool },
        state,
      } = choose();
      const kept = await records.vnics.list({ system: host.system }, signal);
      const devices: readonly PciDevice[] =
        mode === 'placeable' ? placeableDevices(pool, kept) : advertisedDevices(snapshot, kept);
      return {
        resource: novaResource({ hostname, snapshot, devices }),
        pool: state,
        problems: findProblems(devices),
      };
    },
  };
}

function findProblems(devices: readonly PciDevice[]): readonly string[] {
  const networks = [...new Set(devices.map(({ label }) => label))];
  return findCollisions(networks).map(
    (names) =>
      `networks ${names.join(' and ')} have the same product id, so that Nova takes the devices of one for the other's; give one of them another label`,
  );
}
