import { isDeepStrictEqual } from 'node:util';
import type { HostSnapshot, VnicPool, VnicShape } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { situationOf } from '../host/situation-of.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { advertisedDevices } from './advertised-devices.ts';
import { countInTurns } from './count-in-turns.ts';
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

/** What there was, and was claimed, at one moment: the two are only true together. */
interface Counted {
  readonly snapshot: HostSnapshot;
  readonly pool: VnicPool;
  readonly claims: readonly VnicRecord[];
  readonly at: number;
}

/** Reports what a host has; remembers the last figures that could be trusted, and reports those in between. */
export function createResourceReporter(
  compute: ComputeHost,
  { hostname, mode = 'placeable', patience = 600_000 }: ReportOptions,
): ResourceReporter {
  const { host, shape } = compute;
  const { clock } = host.session;
  let lastGood: Counted | undefined;
  let unsettledSince: number | undefined;

  const poolOf = countedOnce(shape);

  const count = async (claims: readonly VnicRecord[]): Promise<Counted> => {
    const situation = situationOf(host);
    const at = clock.now() - host.view().age;
    return { snapshot: situation.snapshot, claims, pool: await poolOf(situation), at };
  };

  const choose = async (
    claims: readonly VnicRecord[],
  ): Promise<{ readonly counted: Counted; readonly state: PoolState }> => {
    const view = host.view();
    const why = findUnsettled(view);
    if (why === undefined) {
      unsettledSince = undefined;
      const counted = await count(claims);
      if (lastGood === undefined || counted.at >= lastGood.at) lastGood = counted;
      return { counted, state: { state: 'current' } };
    }
    unsettledSince ??= clock.now();
    if (view.gap === undefined && clock.now() - unsettledSince > patience) {
      return { counted: await count(claims), state: { state: 'current' } };
    }
    if (lastGood === undefined) return { counted: await count(claims), state: { state: 'unsettled', why } };
    return { counted: lastGood, state: { state: 'last-good', age: clock.now() - lastGood.at, why } };
  };

  const reportOf = (
    { snapshot, pool, claims }: Counted,
    records: readonly VnicRecord[],
    state: PoolState,
  ): ResourceReport => {
    const devices =
      mode === 'placeable'
        ? placeableDevices(pool, { claims, records })
        : advertisedDevices(snapshot, records);
    return {
      resource: novaResource({ hostname, snapshot, devices: withoutTwins(devices) }),
      pool: state,
      problems: findProblems(devices),
    };
  };

  return {
    async getAvailableResource(signal) {
      try {
        const records = await compute.records.vnics.list({ system: host.system }, signal);
        const { counted, state } = await choose(records);
        return reportOf(counted, records, state);
      } catch (error) {
        if (lastGood === undefined || !(error instanceof HostError)) throw error;
        const age = clock.now() - lastGood.at;
        return reportOf(lastGood, lastGood.claims, { state: 'last-good', age, why: error.message });
      }
    },
  };
}

type Situation = ReturnType<typeof situationOf>;

/** A large host takes a while to count, and Nova asks every minute: again only when something has changed. */
function countedOnce(shape: VnicShape): (situation: Situation) => Promise<VnicPool> {
  let last: { readonly situation: Situation; readonly pool: Promise<VnicPool> } | undefined;
  return (situation) => {
    const isSame =
      last?.situation.snapshot === situation.snapshot && isDeepStrictEqual(last.situation, situation);
    if (last === undefined || !isSame) last = { situation, pool: countInTurns({ shape, ...situation }) };
    return last.pool;
  };
}

/** Two devices with one address would make Nova refuse the whole report; networks whose ids collide have some. */
function withoutTwins(devices: readonly PciDevice[]): readonly PciDevice[] {
  return [...new Map(devices.toReversed().map((device) => [device.address, device])).values()].toReversed();
}

function findProblems(devices: readonly PciDevice[]): readonly string[] {
  const networks = [...new Set(devices.map(({ label }) => label))];
  return findCollisions(networks).map(
    (names) =>
      `networks ${names.join(' and ')} have the same product id, so that Nova takes the devices of one for the other's; give one of them another label`,
  );
}
