import { type AuditCase, type AuditFinding, found } from './audit-case.ts';

/** The vNIC as a whole: that the system can have it, and that it is the one asked for. */
export function auditVnic(given: AuditCase): readonly AuditFinding[] {
  return [...auditCount(given), ...auditSystem(given), ...auditIdentity(given)];
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

function auditIdentity({ snapshot, request, reservations, plan: { vnic } }: AuditCase): AuditFinding[] {
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
