import { compareLocation } from '../compare-location.ts';
import { type Cordon, findCordon } from '../cordon.ts';
import type { BackingDeviceSnapshot, HostSnapshot, SriovAdapterSnapshot } from '../host-snapshot.ts';
import { isSamePort } from '../is-same-port.ts';
import type { UseTally } from '../tally-use.ts';
import type { RefusedAdapter, RefusedPort } from '../vnic-plan.ts';
import type { PlacementRequest } from '../vnic-request.ts';
import { judgeAdapter } from './judge-adapter.ts';
import { type FitAdapter, judgePort, type PortCandidate, type PortRoom } from './judge-port.ts';

export interface PortSurvey {
  /** Every port that serves the network, also those that cannot take this request. */
  readonly serving: readonly PortRoom[];
  readonly candidates: readonly PortCandidate[];
  readonly refusedPorts: readonly RefusedPort[];
  readonly refusedAdapters: readonly RefusedAdapter[];
}

export type DeviceOnPort = Pick<BackingDeviceSnapshot, 'adapterId' | 'portId' | 'viosUuid'>;

export interface SurveyCase {
  readonly snapshot: HostSnapshot;
  readonly request: PlacementRequest;
  readonly tally: UseTally;
  readonly cordons: readonly Cordon[];
  /** Devices that the vNIC has already. */
  readonly occupied: readonly DeviceOnPort[];
}

/** Judges every adapter and every port of the host, in order of their location codes. */
export function surveyPorts(given: SurveyCase): PortSurvey {
  const surveys = given.snapshot.adapters
    .toSorted(byLocation)
    .map((adapter) => surveyAdapter(adapter, given));
  return {
    serving: surveys.flatMap(({ serving }) => serving),
    candidates: surveys.flatMap(({ candidates }) => candidates),
    refusedPorts: surveys.flatMap(({ refusedPorts }) => refusedPorts),
    refusedAdapters: surveys.flatMap(({ refusedAdapters }) => refusedAdapters),
  };
}

/** Judges one adapter and its ports, in order of their location codes. */
export function surveyAdapter(
  adapter: SriovAdapterSnapshot,
  { request, tally, cordons, occupied }: Omit<SurveyCase, 'snapshot'>,
): PortSurvey {
  const { location: adapterLocation, description, adapterId } = adapter;
  const ports = adapter.ports.toSorted(byLocation);
  const reason = judgeAdapter(adapter, cordons);
  if (reason !== undefined || adapterId === undefined) {
    const refusal = reason ?? ({ kind: 'adapter-unnumbered' } as const);
    return {
      serving: [],
      candidates: [],
      refusedPorts: ports.map(({ location }) => ({ location, adapterLocation, reasons: [refusal] })),
      refusedAdapters: [{ location: adapterLocation, description, reason: refusal }],
    };
  }
  const fit = countLogicalPorts({ ...adapter, adapterId }, tally);
  const verdicts = ports.map((port) => {
    const reserved = tally.reservedOnPort({ adapterId, portId: port.portId });
    const hasDevice = occupied.some((device) => isSamePort(device, { adapterId, portId: port.portId }));
    const cordon = findCordon(cordons, { kind: 'port', location: port.location });
    return { port, verdict: judgePort({ adapter: fit, port, reserved, request, hasDevice, cordon }) };
  });
  return {
    serving: verdicts.flatMap(({ verdict }) => (verdict.fit ? verdict.candidate : (verdict.room ?? []))),
    candidates: verdicts.flatMap(({ verdict }) => (verdict.fit ? [verdict.candidate] : [])),
    refusedPorts: verdicts.flatMap(({ port: { location }, verdict }) =>
      verdict.fit ? [] : [{ location, adapterLocation, reasons: verdict.reasons }],
    ),
    refusedAdapters: [],
  };
}

export function countLogicalPorts(
  adapter: SriovAdapterSnapshot & Pick<FitAdapter, 'adapterId'>,
  tally: Pick<UseTally, 'reservedOnAdapter'>,
): FitAdapter {
  return {
    adapterId: adapter.adapterId,
    location: adapter.location,
    personality: adapter.personality,
    configured: adapter.ports.reduce((sum, port) => sum + (port.configuredLogicalPorts ?? 0), 0),
    reserved: tally.reservedOnAdapter(adapter.adapterId),
    limit: adapter.maximumLogicalPorts,
  };
}

function byLocation(left: { readonly location: string }, right: { readonly location: string }): number {
  return compareLocation(left.location, right.location);
}
