import type { Cordon } from '../cordon.ts';
import { type AuditCase, type AuditFinding, found } from './audit-case.ts';
import type { Located } from './locate.ts';

/** Nothing of the plan is in maintenance. */
export function auditCordons(
  located: readonly Located[],
  { snapshot, cordons = [] }: AuditCase,
): readonly AuditFinding[] {
  const host = cordons.filter(({ kind }) => kind === 'host').map(() => snapshot.system.name);
  const cards = marked(cordons, 'adapter');
  const ports = marked(cordons, 'port');
  const vioses = marked(cordons, 'vios');
  const places = located.flatMap(({ device, adapter }) => [
    ...(adapter !== undefined && cards.has(adapter.location.toLowerCase()) ? [adapter.location] : []),
    ...(ports.has(device.portLocation.toLowerCase()) ? [device.portLocation] : []),
    ...(vioses.has(device.viosUuid.toLowerCase()) ? [device.viosName] : []),
  ]);
  return [...host, ...places].map((place) => found('cordoned', `${place} is in maintenance`));
}

/** The places of one kind that carry a mark, in lower case. */
export function marked(cordons: readonly Cordon[] = [], kind: Cordon['kind']): ReadonlySet<string> {
  const places = cordons.flatMap((cordon) => {
    if (cordon.kind !== kind || cordon.kind === 'host') return [];
    return [cordon.kind === 'vios' ? cordon.uuid : cordon.location];
  });
  return new Set(places.map((place) => place.toLowerCase()));
}
