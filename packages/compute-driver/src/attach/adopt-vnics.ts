import { readVnics, type VnicResource } from '@powervm-sriov/pypowervm-ts';
import {
  type Capacity,
  type MacAddress,
  type PartitionUuid,
  sameUuid,
  wholePort,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { VnicSnapshot } from '@powervm-sriov/sriov-core';
import type { ComputeHost } from '../compute-host.ts';
import { nameMigration } from '../migrate/migration-journey.ts';
import { isFinished } from '../migrate/migration-phases.ts';
import type { MigrationRecord } from '../records/migration-record.ts';
import type { VnicRecord } from '../records/vnic-record.ts';
import { findDeparture } from './find-departure.ts';
import { judgeAdoption } from './judge-adoption.ts';
import { readBack } from './record-plugged.ts';
import { requireKnownView } from './require-known-view.ts';
import { holdingPartition } from './when-ready.ts';

export interface AdoptionRequest {
  /** All partitions unless given. */
  readonly partition?: PartitionUuid | undefined;
  /** All vNICs without a record unless given. */
  readonly macs?: readonly MacAddress[] | undefined;
  /** Only tells what would be done. */
  readonly dryRun?: boolean;
}

export type Adoption =
  /** `adoptable`: a dry run found nothing against it. */
  | { readonly kind: 'adopted' | 'adoptable'; readonly record: VnicRecord }
  | {
      readonly kind: 'refused';
      readonly mac: MacAddress;
      /** Absent where no vNIC has the MAC. */
      readonly partition: PartitionUuid | undefined;
      readonly reasons: readonly string[];
    };

/**
 * Writes records for vNICs that nova-powervm, PowerVC or a person made, read back from what they are; the platform is
 * not touched. From then on they are looked after as ours are.
 *
 * @throws HostError VIEW_UNKNOWN, STORE_FULL and the like.
 */
export async function adoptVnics(
  compute: ComputeHost,
  request: AdoptionRequest,
  signal: AbortSignal,
): Promise<readonly Adoption[]> {
  const { host } = compute;
  await host.refresh(signal);
  requireKnownView(host);
  const fitting = host.snapshot().vnics.filter((vnic) => isMeant(request, vnic));
  const partitions = new Map(
    fitting.map(({ partitionUuid }) => [partitionUuid.toUpperCase(), partitionUuid]),
  );
  const adoptions: Adoption[] = missing(request, fitting);
  for (const partition of partitions.values()) {
    const work = () => adoptOnPartition(compute, partition, request, signal);
    adoptions.push(...(await holdingPartition(compute, partition, signal, work)));
  }
  return adoptions;
}

function isMeant({ partition, macs }: AdoptionRequest, vnic: VnicSnapshot): boolean {
  const isThere = partition === undefined || sameUuid(partition, vnic.partitionUuid);
  return isThere && (macs === undefined || macs.includes(vnic.mac));
}

function missing({ macs = [] }: AdoptionRequest, fitting: readonly VnicSnapshot[]): Adoption[] {
  return macs
    .filter((mac) => fitting.every((vnic) => vnic.mac !== mac))
    .map((mac) => ({ kind: 'refused', mac, partition: undefined, reasons: ['no such vNIC is there'] }));
}

async function adoptOnPartition(
  compute: ComputeHost,
  partition: PartitionUuid,
  request: AdoptionRequest,
  signal: AbortSignal,
): Promise<readonly Adoption[]> {
  const { host, records } = compute;
  const documents = await readVnics(host.session, partition, signal);
  const here = (await host.lookAgain(partition, signal)).filter((vnic) => isMeant(request, vnic));
  const adoptions: Adoption[] = [];
  for (const vnic of here) {
    const recorded = await records.vnics.find({ system: host.system, partition, mac: vnic.mac }, signal);
    if (recorded === undefined) adoptions.push(await judge(compute, vnic, documents, signal));
    else if (request.macs !== undefined) adoptions.push(refused(vnic, ['it has a record already']));
  }
  if (request.dryRun) return adoptions;
  const adopted = adoptions.flatMap((each) => (each.kind === 'adoptable' ? [each.record] : []));
  if (adopted.length > 0) await records.vnics.put(adopted, signal);
  return adoptions.map((each) => (each.kind === 'adoptable' ? { ...each, kind: 'adopted' } : each));
}

async function judge(
  compute: ComputeHost,
  vnic: VnicSnapshot,
  documents: readonly VnicResource[],
  signal: AbortSignal,
): Promise<Adoption> {
  const { host, records, shape, askedBy, wallClock } = compute;
  const { partitionUuid: partition, mac, vlan } = vnic;
  const departure = await findDeparture(compute, partition, signal);
  if (departure !== undefined) return refused(vnic, [explainDeparture(departure)]);
  const verdict = judgeAdoption(host.snapshot(), vnic);
  if (verdict.kind === 'unfit') return refused(vnic, verdict.reasons);
  const owner = await records.partitions.find({ system: host.system, partition }, signal);
  const record: VnicRecord = {
    system: host.system,
    partition,
    mac,
    state: 'plugged',
    network: verdict.network,
    vlan,
    shape: {
      redundancy: vnic.devices.length,
      redundancyPolicy: shape.redundancyPolicy,
      capacity: verdict.capacity,
      maxCapacity: maxCapacityOf(documents, mac),
    },
    slot: undefined,
    priorities: [],
    instance: owner?.instance,
    portId: undefined,
    pciSlot: undefined,
    askedBy: `adopted by ${askedBy}`,
    changedAt: wallClock().toISOString(),
  };
  return { kind: 'adoptable', record: readBack(record, vnic) };
}

function explainDeparture(migration: MigrationRecord): string {
  const how = isFinished(migration.phase) ? 'has left with' : 'is in';
  return `its partition ${how} ${nameMigration(migration)}`;
}

/** The least that a device of it has; a whole port is no limit. */
function maxCapacityOf(documents: readonly VnicResource[], mac: MacAddress): Capacity | undefined {
  const document = documents.find(({ values }) => values.details?.macAddress === mac);
  const limits = document?.values.backingDevices.flatMap(
    ({ desiredMaxCapacity, maxCapacity }) => desiredMaxCapacity ?? maxCapacity ?? [],
  );
  const least = limits?.toSorted((left, right) => left - right)[0];
  return least === wholePort ? undefined : least;
}

function refused({ mac, partitionUuid }: VnicSnapshot, reasons: readonly string[]): Adoption {
  return { kind: 'refused', mac, partition: partitionUuid, reasons };
}
