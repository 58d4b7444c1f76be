import { formatCapacity } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { ViosSnapshot } from '../host-snapshot.ts';
import type { Planned } from '../vnic-plan.ts';
import type { VnicRequest } from '../vnic-request.ts';
import { type AuditCase, type AuditFinding, found } from './audit-case.ts';
import { marked } from './audit-cordons.ts';
import type { Located } from './locate.ts';

/** Each device by itself, its port, its share and its VIOS; and that no two of them are the same. */
export function auditDevices(located: readonly Located[], given: AuditCase): readonly AuditFinding[] {
  return [
    ...located.flatMap((each) => auditPort(each, given.request)),
    ...located.flatMap((each) => auditCapacity(each, given.request)),
    ...located.flatMap((each) => auditVios(each, given)),
    ...auditDistinct(given.plan),
  ];
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
