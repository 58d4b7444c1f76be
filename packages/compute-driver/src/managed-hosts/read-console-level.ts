import { PowerVmError, readManagementConsole, type Session } from '@powervm-sriov/pypowervm-ts';

/**
 * The software of the console as IBM writes it, such as `V9R1 M942`; undefined when the console does not tell, or not
 * to this user. NovaLink's, and an old HMC's, description of itself leaves it out (managementconsole.txt [R]).
 */
export async function readConsoleLevel(session: Session, signal: AbortSignal): Promise<string | undefined> {
  const console = await readManagementConsole(session, signal).catch((error: unknown) => {
    if (error instanceof PowerVmError && untold.has(error.code)) return undefined;
    throw error;
  });
  const { version, release, servicePackName } = console?.versionInfo ?? {};
  if (!version) return undefined;
  return `V${version}${release ? `R${release}` : ''}${servicePackName ? ` M${servicePackName}` : ''}`;
}

const untold: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN']);
