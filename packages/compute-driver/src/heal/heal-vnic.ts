import {
  type DeviceStep,
  explainHealWait,
  type HealPlan,
  type HealWait,
  isSoftWait,
  nameVnic,
} from '@powervm-sriov/sriov-core';
import { pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { finishOne } from '../attach/finish-interrupted.ts';
import { plugRecorded } from '../attach/plug-recorded.ts';
import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { partitionKey } from '../host/partition-key.ts';
import type { VnicKey, VnicRecord } from '../records/vnic-record.ts';
import { diagnoseOne } from './diagnose.ts';
import { makeDeviceSteps } from './make-device-steps.ts';
import { planId } from './plan-id.ts';
import { recordPriorities } from './record-priorities.ts';

export interface HealVnicRequest extends Omit<VnicKey, 'system'> {
  /** The id of the plan that was approved. */
  readonly plan: string;
  /** A person may heal in maintenance, or while a card or VIOS starts; an automaton does not. */
  readonly heeds: 'every-wait' | 'hindrances';
  readonly onStep?: (step: DeviceStep) => void;
}

/**
 * Carries out one plan, if it is still the plan: the partition is read and the plan made again first. What fails half
 * way stays as it is, and the next plan goes on from there.
 *
 * @throws HostError PLAN_OUTDATED, PARTITION_NOT_READY, MIGRATION_UNDER_WAY, RECORD_DIFFERS when the vNIC is unplugged
 * meanwhile; VifError and PowerVmError as the drivers have them.
 */
export async function healVnic(
  compute: ComputeHost,
  { partition, mac, plan: id, heeds, onStep }: HealVnicRequest,
  signal: AbortSignal,
): Promise<HealPlan> {
  await compute.host.freshen(partition, 'read-now', signal);
  const diagnosis = await diagnoseOne(compute, { partition, mac }, signal);
  const plan = diagnosis?.plan;
  const name = nameVnic(compute.host.snapshot(), { partition, mac });
  if (diagnosis === undefined || plan === undefined || planId(plan) !== id) {
    throw outdated(name, id, plan);
  }
  const { wait, record } = diagnosis;
  if (wait !== undefined && (heeds === 'every-wait' || !isSoftWait(wait))) throw notNow(name, wait);
  await carryOut(compute, { record, plan, onStep }, signal);
  return plan;
}

interface Cure {
  readonly record: VnicRecord;
  readonly plan: HealPlan;
  readonly onStep: ((step: DeviceStep) => void) | undefined;
}

async function carryOut(
  compute: ComputeHost,
  { record, plan, onStep }: Cure,
  signal: AbortSignal,
): Promise<void> {
  const { remedy } = plan;
  switch (remedy.kind) {
    case 'change-devices': {
      const { partition, mac } = record;
      const { steps } = remedy;
      const leaves = record.shape.redundancy;
      await makeDeviceSteps(compute, { partition, mac, steps, isRecorded: true, leaves, onStep }, signal);
      await recordPriorities(compute, record);
      return;
    }
    case 'plug':
      return await holding(compute, record, signal, async () => {
        await plugRecorded(compute, [record], signal);
      });
    case 'replace':
      return await holding(compute, record, signal, () => replace(compute, record, signal));
    case 'finish':
      return await finish(compute, record, signal);
  }
}

function holding(
  { partitionLock }: ComputeHost,
  { partition }: VnicRecord,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  return partitionLock.run(partitionKey(partition), signal, work);
}

/** The record says `replacing` meanwhile, so that whoever finds it after a crash between the two makes the vNIC again. */
async function replace(compute: ComputeHost, record: VnicRecord, signal: AbortSignal): Promise<void> {
  const now = await compute.records.vnics.find(record, signal);
  if (now?.state !== 'plugged') {
    throw new HostError(
      'RECORD_DIFFERS',
      `${nameVnic(compute.host.snapshot(), record)} is left as it is: it has been unplugged meanwhile, and that wins`,
    );
  }
  const driver = compute.registry.driverOf(pvmSriovDriver.vifType);
  await compute.records.vnics.put([{ ...now, state: 'replacing' }], signal);
  await driver.unplug(compute.host, { partition: record.partition, mac: record.mac }, signal);
  await plugRecorded(compute, [now], signal);
}

async function finish(
  compute: ComputeHost,
  { partition, mac }: VnicRecord,
  signal: AbortSignal,
): Promise<void> {
  const finished = await finishOne(compute, { partition, mac }, signal);
  if (finished?.outcome !== 'left') return;
  throw new HostError(
    'PARTITION_NOT_READY',
    `${nameVnic(compute.host.snapshot(), { partition, mac })} is not finished yet: ${finished.reason}`,
  );
}

function outdated(vnic: string, id: string, plan: HealPlan | undefined): HostError {
  const now = plan === undefined ? 'nothing is to be healed now' : `the plan is ${planId(plan)} now`;
  return new HostError('PLAN_OUTDATED', `${vnic} is not healed by plan ${id}: ${now}; look at it again`);
}

function notNow(vnic: string, wait: HealWait): HostError {
  return new HostError(
    wait.kind === 'migrating' ? 'MIGRATION_UNDER_WAY' : 'PARTITION_NOT_READY',
    `${vnic} is not healed now: ${explainHealWait(wait)}`,
  );
}
