import { isSamePort } from '../is-same-port.ts';
import { type AuditCase, type AuditFinding, found } from './audit-case.ts';
import type { Located } from './locate.ts';

/** Everything that will be on a port and an adapter: what the platform counts, what other plans hold, and this plan. */
export function auditTotals(located: readonly Located[], given: AuditCase): readonly AuditFinding[] {
  return [...auditPortTotals(located, given), ...auditAdapterTotals(located, given)];
}

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
