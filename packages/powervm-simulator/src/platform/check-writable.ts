import type { Platform } from './platform.ts';
import { PlatformRefusal } from './platform-refusal.ts';
import type { LogicalPartition, ManagedSystem, VirtualIoServer } from './platform-state.ts';

/** Whether this console can and may change the system. Where one kind of console is the management master, the other is refused writes (sriov-rules, managedsystem.txt [R]). */
export function checkMaster(platform: Platform, system: ManagedSystem): void {
  if (system.lastSeen !== undefined) {
    throw new PlatformRefusal(400, 'SIM-NO-CONNECTION', `The console has no connection to ${system.name}.`);
  }
  if (isMaster(platform, system)) return;
  const { personality } = platform.state.settings;
  const names = { novalink: 'NovaLink', hmc: 'the HMC' };
  throw new PlatformRefusal(
    400,
    'SIM-NOT-MASTER',
    `${system.master === 'hmc' ? names.hmc : names.novalink} is the management master of ${system.name}; ${names[personality]} may not change it.`,
  );
}

/** Without co-management (`none`) the console that asks is the only one. */
export function isMaster(platform: Platform, { master }: ManagedSystem): boolean {
  return master === 'none' || master === platform.state.settings.personality;
}

/** Adding or removing an adapter: powered off, or running with RMC and I/O DLPAR; IBM i needs neither (pypowervm logical_partition.py [R]). */
export function checkDlpar(partition: LogicalPartition): void {
  checkNotMigrating(partition);
  if (partition.state === 'not activated') return;
  if (partition.state !== 'running') {
    throw new PlatformRefusal(
      400,
      'SIM-PARTITION-STATE',
      `Partition ${partition.name} is ${partition.state}; it must be running or not activated.`,
    );
  }
  if (partition.type === 'OS400') return;
  if (partition.rmc !== 'active') {
    throw new PlatformRefusal(
      400,
      'SIM-RMC-INACTIVE',
      `Partition ${partition.name} is running and its RMC connection is ${partition.rmc}; it must be active.`,
    );
  }
  if (!partition.ioDlparCapable) {
    throw new PlatformRefusal(
      400,
      'SIM-DLPAR-INCAPABLE',
      `The operating system of partition ${partition.name} cannot add or remove I/O while it runs.`,
    );
  }
}

export function checkNotMigrating(partition: LogicalPartition): void {
  if (partition.migrationState === 'Not_Migrating') return;
  throw new PlatformRefusal(
    400,
    'SIM-MIGRATING',
    `Partition ${partition.name} is in migration state ${partition.migrationState}.`,
  );
}

/** A VIOS serves when it runs with RMC active; the management partition needs no RMC [R]. */
export function checkViosServes(vios: VirtualIoServer): void {
  if (vios.state !== 'running') {
    throw new PlatformRefusal(
      400,
      'SIM-VIOS-DOWN',
      `VIOS ${vios.name} is ${vios.state}; it must be running.`,
    );
  }
  if (vios.rmc !== 'active' && !vios.isManagementPartition) {
    throw new PlatformRefusal(
      400,
      'SIM-VIOS-RMC-INACTIVE',
      `The RMC connection of VIOS ${vios.name} is ${vios.rmc}; it must be active.`,
    );
  }
}
