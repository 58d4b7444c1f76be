import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { hostDoctorCommand } from './host-doctor.ts';
import { hostDrainCommand } from './host-drain.ts';
import { hostImpactCommand } from './host-impact.ts';
import { hostListCommand } from './host-list.ts';
import { hostSnapshotCommand } from './host-snapshot.ts';

export function hostCommands(context: CommandContext) {
  return new Command('host')
    .addCommand(hostListCommand(context))
    .addCommand(hostDoctorCommand(context))
    .addCommand(hostImpactCommand(context))
    .addCommand(hostDrainCommand(context))
    .addCommand(hostSnapshotCommand(context));
}
