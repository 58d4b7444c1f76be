import { PowerVmError } from '../power-vm-error.ts';
import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { readFeed } from './read-entry.ts';
import { type JobResult, runJob } from './run-job.ts';
import { type VnicCommand, vnicCommandLine } from './vnic-command.ts';

/**
 * Runs a command on the HMC by its CLIRunner job, which NovaLink does not have.
 * @throws PowerVmError JOB_FAILED with the command's own message and code; OPTIONS_INVALID before anything is sent
 */
export async function runVnicCommand(
  session: Session,
  command: VnicCommand,
  signal: AbortSignal,
): Promise<JobResult> {
  const cmd = vnicCommandLine(command);
  const [console] = await readFeed(session, uomPath('ManagementConsole'), signal);
  if (console === undefined) {
    throw new PowerVmError('NOT_FOUND', 'The console shows no ManagementConsole: it cannot run commands');
  }
  const parameters = { cmd, acknowledgeThisAPIMayGoAwayInTheFuture: 'true' };
  const target = uomPath('ManagementConsole', console.id);
  return runJob(session, { target, operation: 'CLIRunner', parameters }, signal);
}
