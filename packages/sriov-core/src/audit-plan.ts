import {
  type Capacity,
  formatCapacity,
  type PartitionUuid,
  type PhysicalPortId,
  type SriovAdapterId,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import { auditLimits } from './audit-limits.ts';
import type { Cordon } from './cordon.ts';
import type {
  HostSnapshot,
  PhysicalPortSnapshot,
  SriovAdapterSnapshot,
  ViosSnapshot,
} from './host-snapshot.ts';
import type { VnicLimits } from './placement-policy.ts';
import type { Reservation } from './reservation.ts';
import type { Planned, PlannedDevice } from './vnic-plan.ts';
import type { VnicRequest } from './vnic-request.ts';

/*
 * The second opinion on a plan: every hard rule, written down once more from the rules themselves. It shares types with
 * the planner and no code, so that one mistake cannot hide in both.
 */

export interface AuditFinding {
  readonly rule: AuditRule;
  /** What breaks the rule, on what, with the figures. */
  readonly message: string;
}

export type AuditRule =
  | 'device-count'
  | 'system-capability'
  | 'mac-unique'
  | 'cordoned'
  | 'access-closed'
  | 'port-known'
  | 'port-distinct'
  | 'port-network'
  | 'port-link'
  | 'port-vlan'
  | 'adapter-ready'
  | 'port-logical-ports'
  | 'adapter-logical-ports'
  | 'capacity-asked'
  | 'capacity-granularity'
  | 'capacity-sum'
  | 'capacity-maximum'
  | 'vios-ready'
  | 'vios-failover'
  | 'vios-servers'
  | 'partition-vnics'
  | 'priority-distinct'
  | 'weakness-told'
  | 'reservation-equal';

export interface AuditCase {
  readonly snapshot: HostSnapshot;
  readonly request: VnicRequest;
  readonly reservations: readonly Reservation[];
  readonly cordons?: readonly Cordon[];
  /** Who is to have the vNIC. */
  readonly partition?: PartitionUuid | undefined;
  readonly limits?: VnicLimits | undefined;
  readonly plan: Planned;
}

/** Every hard rule that the plan breaks on this host; none means that it may be carried out. */
export function auditPlan(given: AuditCase): readonly AuditFinding[] {
  const located = given.plan.devices.map((device) => locate(device, given.snapshot));
  return [
    ...auditCount(given),
    ...auditSystem(given),
    ...auditVnic(given),
    ...auditCordons(located, given),
    ...located.flatMap((each) => auditPort(each, given.request)),
    ...located.flatMap((each) => auditCapacity(each, given.request)),
    ...located.flatMap((each) => auditVios(each, given)),
    ...auditDistinct(given.plan),
    ...auditPortTotals(located, given),
    ...auditAdapterTotals(located, given),
    ...auditLimits(given),
    ...auditWeaknesses(given.plan),
    ...auditReservation(given),
  ];
}

interface Located {
  readonly device: PlannedDevice;
  readonly adapter: SriovAdapterSnapshot | undefined;
  readonly port: PhysicalPortSnapshot | undefined;
  readonly vios: ViosSnapshot | undefined;
}

function locate(device: PlannedDevice, snapshot: HostSnapshot): Located {
  const adapter = snapshot.adapters.find(({ adapterId }) => adapterId === device.adapterId);
  const port = adapter?.ports.find(({ portId }) => portId === device.portId);
  const wanted = device.viosUuid.toUpperCase();
  const vios = snapshot.vioses.find(({ uuid }) => uuid.toUpperCase() === wanted);
  return { device, adapter, port: port?.location === device.portLocation ? port : undefined, vios };
}

function auditCount({ request, plan }: AuditCase): AuditFinding[] {
  const placed = plan.devices.length;
  const least = request.redundancyPolicy === 'strict' ? request.redundancy : 1;
  const right = placed >= least && placed <= request.redundancy && placed <= 6;
  return right ? [] : [found('device-count', `${placed} devices planned, ${request.redundancy} asked for`)];
}

function auditSystem({ snapshot: { system }, plan }: AuditCase): AuditFinding[] {
  if (!system.vnicCapable) {
    return [found('system-capability', `system ${system.name} cannot have vNICs`)];
  }
  if (plan.devices.length > 1 && !system.vnicFailoverCapable) {
    return [found('system-capability', `system ${system.name} cannot fail vNICs over`)];
  }
  return [];
}

function auditVnic({ snapshot, request, reservations, plan: { vnic } }: AuditCase): AuditFinding[] {
  const findings: AuditFinding[] = [];
  if (vnic.mac !== request.mac)
    findings.push(found('mac-unique', `MAC ${vnic.mac} is not the one asked for`));
  if ([...snapshot.vnics, ...reservations].some(({ mac }) => mac === vnic.mac)) {
    findings.push(found('mac-unique', `MAC ${vnic.mac} is in use on the system`));
  }
  if (vnic.vlan !== request.vlan) {
    findings.push(found('port-vlan', `VLAN ${vnic.vlan} planned, ${request.vlan} asked for`));
  }
  if (vnic.allowedVlans !== 'NONE' || vnic.allowedMacs !== 'NONE') {
    findings.push(
      found('access-closed', 'the vNIC lets its system use VLANs or MAC addresses of its choice'),
    );
  }
  return findings;
}

function auditCordons(located: readonly Located[], { snapshot, cordons = [] }: AuditCase): AuditFinding[] {
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
function marked(cordons: readonly Cordon[] = [], kind: Cordon['kind']): ReadonlySet<string> {
  const places = cordons.flatMap((cordon) => {
    if (cordon.kind !== kind || cordon.kind === 'host') return [];
    return [cordon.kind === 'vios' ? cordon.uuid : cordon.location];
  });
  return new Set(places.map((place) => place.toLowerCase()));
}

function auditPort({ device, adapter, port }: Located, request: VnicRequest): AuditFinding[] {
  const where = device.portLocation;
  if (adapter === undefined || port === undefined) {
    const place = `adapter ${device.adapterId} port ${device.portId}`;
    return [found('port-known', `${where} is not ${place} of this host`)];
  }
  const findings: AuditFinding[] = [];
  if (adapter.mode !== 'Sriov' || adapter.state !== 'Running') {
    findings.push(found('adapter-ready', `${where}: its adapter is ${adapter.mode} and ${adapter.state}`));
  }
  if ((port.label || 'default') !== request.network) {
    findings.push(found('port-network', `${where} is labelled '${port.label}', not '${request.network}'`));
  }
  if (!port.linkUp && !request.allowLinkDown) findings.push(found('port-link', `${where} has no link`));
  const { minimumPvid, maximumPvid } = port;
  const tooLow = minimumPvid !== undefined && request.vlan < minimumPvid;
  const tooHigh = maximumPvid !== undefined && request.vlan > maximumPvid;
  if (request.vlan !== 0 && (tooLow || tooHigh)) {
    findings.push(found('port-vlan', `${where} takes VLANs ${minimumPvid} to ${maximumPvid}`));
  }
  return findings;
}

function auditCapacity({ device, adapter, port }: Located, request: VnicRequest): AuditFinding[] {
  if (port === undefined) return [];
  const { portLocation: where, capacity, maxCapacity } = device;
  const granularity = port.granularity ?? 0;
  const findings: AuditFinding[] = [];
  if (capacity < 1 || capacity !== (request.capacity ?? granularity)) {
    findings.push(
      found('capacity-asked', `${where} gives ${formatCapacity(capacity)}, which nobody asked for`),
    );
  }
  if (granularity < 1 || capacity % granularity !== 0) {
    findings.push(
      found(
        'capacity-granularity',
        `${where}: ${formatCapacity(capacity)} is no multiple of its granularity`,
      ),
    );
  }
  if (maxCapacity !== request.maxCapacity) {
    findings.push(found('capacity-maximum', `${where} has a ceiling that nobody asked for`));
  }
  if (maxCapacity !== undefined && (maxCapacity < capacity || maxCapacity > 10_000)) {
    findings.push(found('capacity-maximum', `${where}: its ceiling is out of range`));
  }
  if (maxCapacity !== undefined && adapter?.personality !== 'MAX_MIN_CAPACITY') {
    findings.push(found('capacity-maximum', `${where}: its adapter has no ceilings`));
  }
  return findings;
}

function auditVios({ device, vios }: Located, { snapshot, cordons, plan }: AuditCase): AuditFinding[] {
  const name = device.viosName;
  if (vios === undefined) return [found('vios-ready', `${name} is no VIOS of this host`)];
  if (!isServing(vios))
    return [found('vios-ready', `${name} is not running, not reachable or cannot serve vNICs`)];
  if (vios.vnicFailoverCapable) return [];
  const inMaintenance = marked(cordons, 'vios');
  const better = snapshot.vioses.some(
    (other) => other.vnicFailoverCapable && isServing(other) && !inMaintenance.has(other.uuid.toLowerCase()),
  );
  if (plan.devices.length === 1 && !better) return [];
  return [found('vios-failover', `${name} cannot fail vNICs over`)];
}

function isServing(vios: ViosSnapshot): boolean {
  const reachable = vios.rmc === 'active' || vios.isManagementPartition;
  return vios.vnicCapable && vios.state === 'running' && reachable;
}

function auditDistinct({ devices }: Planned): AuditFinding[] {
  const findings: AuditFinding[] = [];
  if (new Set(devices.map(({ portLocation }) => portLocation)).size < devices.length) {
    findings.push(found('port-distinct', 'two devices are on one port'));
  }
  const priorities = devices.map(({ priority }) => priority);
  const inRange = priorities.every((priority) => priority >= 1 && priority <= 100);
  if (new Set(priorities).size < devices.length || !inRange) {
    findings.push(found('priority-distinct', `failover priorities ${priorities.join(', ')}`));
  }
  return findings;
}

/** Everything that will be on a port: what the platform counts, what other plans hold, and this plan. */
function auditPortTotals(located: readonly Located[], { reservations }: AuditCase): AuditFinding[] {
  const planned = located.map(({ device }) => device);
  const pending = [...reservations.flatMap(({ devices }) => devices), ...planned];
  return located.flatMap(({ device, port }) => {
    if (port === undefined) return [];
    const where = device.portLocation;
    const coming = pending.filter((other) => isSamePort(other, device));
    const findings: AuditFinding[] = [];
    const logicalPorts = (port.configuredLogicalPorts ?? Number.NaN) + coming.length;
    if (!(logicalPorts <= (port.configuredMaxLogicalPorts ?? Number.NaN))) {
      const limit = port.configuredMaxLogicalPorts;
      findings.push(found('port-logical-ports', `${where}: ${logicalPorts} logical ports of ${limit}`));
    }
    const shares = coming.reduce((sum, { capacity }) => sum + capacity, port.allocatedCapacity ?? Number.NaN);
    if (!(shares <= 10_000)) {
      findings.push(found('capacity-sum', `${where}: shares add up to ${shares / 100}%`));
    }
    return findings;
  });
}

function auditAdapterTotals(located: readonly Located[], { reservations }: AuditCase): AuditFinding[] {
  const planned = located.map(({ device }) => device);
  const pending = [...reservations.flatMap(({ devices }) => devices), ...planned];
  return [...new Set(located.map(({ adapter }) => adapter))].flatMap((adapter) => {
    if (adapter?.maximumLogicalPorts === undefined) return [];
    const coming = pending.filter(({ adapterId }) => adapterId === adapter.adapterId).length;
    const there = adapter.ports.map((port) => port.configuredLogicalPorts ?? 0);
    const total = there.reduce((sum, logicalPorts) => sum + logicalPorts, coming);
    if (total <= adapter.maximumLogicalPorts) return [];
    const message = `${adapter.location}: ${total} logical ports of ${adapter.maximumLogicalPorts}`;
    return [found('adapter-logical-ports', message)];
  });
}

/** Sharing is allowed, keeping silent about it is not. */
function auditWeaknesses({ devices, weaknesses, request }: Planned): AuditFinding[] {
  const told = (kind: string): boolean => weaknesses.some((weakness) => weakness.kind === kind);
  const silent: string[] = [];
  if (new Set(devices.map(({ adapterId }) => adapterId)).size < devices.length && !told('shared-adapter')) {
    silent.push('devices share an adapter');
  }
  if (new Set(devices.map(({ viosUuid }) => viosUuid)).size < devices.length && !told('shared-vios')) {
    silent.push('devices share a VIOS');
  }
  if (devices.length < request.redundancy && !told('fewer-devices')) silent.push('devices are missing');
  return silent.map((what) => found('weakness-told', `${what} and the plan does not say so`));
}

function auditReservation({ partition, plan }: AuditCase): AuditFinding[] {
  const { devices, reservation, vnic } = plan;
  const held = reservation.devices;
  const equal =
    reservation.mac === vnic.mac &&
    reservation.partition === partition &&
    held.length === devices.length &&
    devices.every((device, index) => {
      const other = held[index];
      return (
        other !== undefined &&
        isSamePort(other, device) &&
        other.portLocation === device.portLocation &&
        other.viosUuid === device.viosUuid &&
        other.capacity === device.capacity &&
        other.priority === device.priority
      );
    });
  return equal ? [] : [found('reservation-equal', 'the reservation does not hold what the plan uses')];
}

interface OnPort {
  readonly adapterId: SriovAdapterId;
  readonly portId: PhysicalPortId;
  readonly capacity: Capacity;
}

function isSamePort(left: OnPort, right: OnPort): boolean {
  return left.adapterId === right.adapterId && left.portId === right.portId;
}

function found(rule: AuditRule, message: string): AuditFinding {
  return { rule, message };
}
