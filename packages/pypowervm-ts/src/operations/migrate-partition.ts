import type { Session } from '../session/session.ts';
import { followJob, type JobEnd, type JobFollowing, removeJob } from './follow-job.ts';
import { partitionPath } from './partition-path.ts';
import type { PartitionPlace } from './read-logical-partitions.ts';
import { startJob } from './start-job.ts';

/** Where a partition is to go, and how: the parameters of Migrate and MigrateValidate (pypowervm tasks/migration.py). */
export interface MigrationTarget {
  /** The target's name, as its console knows it. */
  readonly systemName: string;
  /** Where another console manages the target: its address, and the user there; `wlp` on NovaLink. */
  readonly console?: { readonly address: string; readonly user: string };
  readonly virtualFcMappings?: readonly string[];
  readonly virtualScsiMappings?: readonly string[];
  /** `MAC/PVID[/VLAN VLAN]` for client network adapters that change VLANs; there is no such thing for vNICs. */
  readonly vlanMappings?: readonly string[];
  /** Addresses of the mover service partitions. */
  readonly sourceMover?: readonly string[];
  readonly targetMover?: readonly string[];
  /** Lets networks be hosted elsewhere than on a VIOS. */
  readonly overrideOpenVSwitch?: boolean;
  /** Lets the target's VIOSes go unasked whether they have the VLANs. */
  readonly overrideVlanBridge?: boolean;
  readonly checkAffinity?: boolean;
  /** What a level of the platform knows beside these, by its own names. */
  readonly furtherParameters?: Readonly<Record<string, string>>;
}

/** As long as pypowervm waits for it. */
const migrationTimeoutMilliseconds = 7_200_000;
const shortTimeoutMilliseconds = 1_800_000;

/** Asks the platform whether the partition could go there; a refusal is an answer, whose messages give every reason. */
export async function validateMigration(
  session: Session,
  place: PartitionPlace,
  target: MigrationTarget,
  signal: AbortSignal,
): Promise<JobEnd> {
  return await runToAnyEnd(
    session,
    place,
    { operation: 'MigrateValidate', parameters: parametersOf(target) },
    signal,
  );
}

/** Sends a partition on its way and answers the job to follow. Afterwards nothing here stops it but {@link abortMigration}. */
export async function startMigration(
  session: Session,
  place: PartitionPlace,
  target: MigrationTarget,
  signal: AbortSignal,
): Promise<string> {
  const job = {
    target: partitionPath(session, place),
    operation: 'Migrate',
    parameters: parametersOf(target),
  };
  return await startJob(session, job, signal);
}

/** Watches a migration, from this process or another, until it has ended one way or the other; see {@link followJob}. */
export function followMigration(
  session: Session,
  jobId: string,
  following: Partial<JobFollowing>,
  signal: AbortSignal,
): Promise<JobEnd> {
  const withDefault = { timeoutMilliseconds: migrationTimeoutMilliseconds, ...following };
  return followJob(session, jobId, withDefault, signal);
}

/** Calls a migration back that has not ended: the partition stays on its source. */
export function abortMigration(
  session: Session,
  place: PartitionPlace,
  signal: AbortSignal,
): Promise<JobEnd> {
  return runToAnyEnd(session, place, { operation: 'MigrateAbort', parameters: {} }, signal);
}

/** Mends a migration that failed half way; `force` goes on over errors, at the price of what they are about. */
export function recoverMigration(
  session: Session,
  place: PartitionPlace,
  { force = false }: { readonly force?: boolean },
  signal: AbortSignal,
): Promise<JobEnd> {
  const parameters: Record<string, string> = force ? { Force: 'true' } : {};
  return runToAnyEnd(session, place, { operation: 'MigrateRecover', parameters }, signal);
}

/** None of these jobs is cancelled when the caller gives up: what it has begun, it had better end. */
async function runToAnyEnd(
  session: Session,
  place: PartitionPlace,
  job: { readonly operation: string; readonly parameters: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<JobEnd> {
  const jobId = await startJob(session, { ...job, target: partitionPath(session, place) }, signal);
  const ended = await followJob(session, jobId, { timeoutMilliseconds: shortTimeoutMilliseconds }, signal);
  await removeJob(session, jobId);
  return ended;
}

/** Not `true`: this is how the platform wants to be told. */
const override = '2';

function parametersOf(target: MigrationTarget): Readonly<Record<string, string>> {
  const given: Readonly<Record<string, string | undefined>> = {
    TargetManagedSystemName: target.systemName,
    TargetRemoteHMCIPAddress: target.console?.address,
    TargetRemoteHMCUserID: target.console?.user,
    DestMSPIPaddr: joined(target.targetMover),
    SourceMSPIPaddr: joined(target.sourceMover),
    OVSOverride: target.overrideOpenVSwitch === true ? override : undefined,
    VLANBridgeOverride: target.overrideVlanBridge === true ? override : undefined,
    VirtualFCMappings: joined(target.virtualFcMappings),
    VirtualSCSIMappings: joined(target.virtualScsiMappings),
    VlanMappings: joined(target.vlanMappings),
    Affinity: target.checkAffinity === true ? 'true' : undefined,
    ...target.furtherParameters,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

function joined(values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length === 0 ? undefined : values.join(',');
}
