import { isSamePort } from '../is-same-port.ts';
import type { Planned } from '../vnic-plan.ts';
import { type AuditCase, type AuditFinding, found } from './audit-case.ts';

/** What the plan says of itself: where it is weak, and what it holds. */
export function auditClaims(given: AuditCase): readonly AuditFinding[] {
  return [...auditWeaknesses(given.plan), ...auditReservation(given)];
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
