import { uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { ManagementConsole } from '../wrappers/management-console.ts';
import { readFeed } from './read-entry.ts';

/** The console that answers; undefined when it does not describe itself. */
export async function readManagementConsole(
  session: Session,
  signal: AbortSignal,
): Promise<ManagementConsole | undefined> {
  const [console] = await readFeed(session, uomPath('ManagementConsole'), signal);
  return console === undefined ? undefined : ManagementConsole.read(console.content);
}
