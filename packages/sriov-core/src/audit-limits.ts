import type { PartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from './host-snapshot.ts';
import type { VnicLimits } from './placement-policy.ts';
import type { Reservation } from './reservation.ts';
import type { Planned } from './vnic-plan.ts';

export interface LimitCase {
  readonly snapshot: HostSnapshot;
  readonly reservations: readonly Reservation[];
  /** Who is to have the vNIC. */
  readonly partition?: PartitionUuid | undefined;
  readonly limits?: VnicLimits | undefined;
  readonly plan: Planned;
}

export interface LimitFinding {
  readonly rule: 'partition-vnics' | 'vios-servers';
  readonly message: string;
}

/**
 * The part of the audit for what was set from outside: how many vNICs a partition and how many vNIC servers a VIOS may
 * have, this plan included. Every vNIC of the host is looked at, so only where there is a limit.
 */
export function auditLimits(given: LimitCase): readonly LimitFinding[] {
  const { partition, limits: { vnicsPerPartition, vnicServersPerVios } = {} } = given;
  return [
    ...(partition === undefined || vnicsPerPartition === undefined
      ? []
      : auditPartition(given, partition, vnicsPerPartition)),
    ...(vnicServersPerVios === undefined ? [] : auditVioses(given, vnicServersPerVios)),
  ];
}

function auditPartition(
  { snapshot, reservations }: LimitCase,
  partition: PartitionUuid,
  limit: number,
): readonly LimitFinding[] {
  const owners = [
    ...snapshot.vnics.map((vnic) => vnic.partitionUuid),
    ...reservations.map((held) => held.partition),
  ];
  const wanted = partition.toUpperCase();
  const vnics = owners.filter((owner) => owner?.toUpperCase() === wanted).length + 1;
  const name = snapshot.partitions.find(({ uuid }) => uuid.toUpperCase() === wanted)?.name ?? partition;
  const message = `partition ${name}: ${vnics} vNICs of ${limit}`;
  return vnics > limit ? [{ rule: 'partition-vnics', message }] : [];
}

function auditVioses({ snapshot, reservations, plan }: LimitCase, limit: number): readonly LimitFinding[] {
  const devices = [...snapshot.vnics, ...reservations, plan].flatMap((each) => [...each.devices]);
  const serving = devices.map(({ viosUuid }) => viosUuid.toUpperCase());
  const names = new Map(plan.devices.map(({ viosUuid, viosName }) => [viosUuid.toUpperCase(), viosName]));
  return [...names].flatMap(([vios, name]) => {
    const servers = serving.filter((each) => each === vios).length;
    const message = `VIOS ${name}: ${servers} vNIC servers of ${limit}`;
    return servers > limit ? [{ rule: 'vios-servers' as const, message }] : [];
  });
}
