import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { type AuditCase, type AuditFinding, found } from './audit-case.ts';

/**
 * The part of the audit for what was set from outside: how many vNICs a partition and how many vNIC servers a VIOS may
 * have, this plan included. Every vNIC of the host is looked at, so only where there is a limit.
 */
export function auditLimits(given: AuditCase): readonly AuditFinding[] {
  const { partition, limits: { vnicsPerPartition, vnicServersPerVios } = {} } = given;
  return [
    ...(partition === undefined || vnicsPerPartition === undefined
      ? []
      : auditPartition(given, partition, vnicsPerPartition)),
    ...(vnicServersPerVios === undefined ? [] : auditVioses(given, vnicServersPerVios)),
  ];
}

function auditPartition(
  { snapshot, reservations }: AuditCase,
  partition: PartitionUuid,
  limit: number,
): readonly AuditFinding[] {
  const owners = [
    ...snapshot.vnics.map((vnic) => vnic.partitionUuid),
    ...reservations.map((held) => held.partition),
  ];
  const wanted = partition.toUpperCase();
  const vnics = owners.filter((owner) => owner?.toUpperCase() === wanted).length + 1;
  const name = snapshot.partitions.find(({ uuid }) => uuid.toUpperCase() === wanted)?.name ?? partition;
  const message = `partition ${name}: ${vnics} vNICs of ${limit}`;
  return vnics > limit ? [found('partition-vnics', message)] : [];
}

function auditVioses({ snapshot, reservations, plan }: AuditCase, limit: number): readonly AuditFinding[] {
  const devices = [...snapshot.vnics, ...reservations, plan].flatMap((each) => [...each.devices]);
  const serving = devices.map(({ viosUuid }) => viosUuid.toUpperCase());
  const names = new Map(plan.devices.map(({ viosUuid, viosName }) => [viosUuid.toUpperCase(), viosName]));
  return [...names].flatMap(([vios, name]) => {
    const servers = serving.filter((each) => each === vios).length;
    const message = `VIOS ${name}: ${servers} vNIC servers of ${limit}`;
    return servers > limit ? [found('vios-servers', message)] : [];
  });
}
