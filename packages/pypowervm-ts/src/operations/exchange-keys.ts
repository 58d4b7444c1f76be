import { PowerVmError } from '../power-vm-error.ts';
import { type ConsolePath, uomPath } from '../session/console-path.ts';
import type { Session } from '../session/session.ts';
import { authorizeKey } from '../wrappers/authorize-key.ts';
import { ManagementConsole } from '../wrappers/management-console.ts';
import { readFeed } from './read-entry.ts';
import { updateWithRetry } from './update-with-retry.ts';

/*
 * Two NovaLinks migrate between each other as the user `wlp`, each by the other's key (nova-powervm live_migration.py).
 * An HMC has neither element.
 */

/** The console's own public key; undefined where it has none to show. */
export async function readPublicKey(session: Session, signal: AbortSignal): Promise<string | undefined> {
  const { values } = await consoleOf(session, signal);
  return values.publicSshKey?.trim() || undefined;
}

export async function readAuthorizedKeys(session: Session, signal: AbortSignal): Promise<readonly string[]> {
  const { values } = await consoleOf(session, signal);
  return values.authorizedKeys.keys.map((key) => key.trim());
}

/** Lets the owner of the key in; nothing is sent when it has been let in before. */
export async function addAuthorizedKey(
  session: Session,
  publicKey: string,
  signal: AbortSignal,
): Promise<void> {
  const key = publicKey.trim();
  if (!/^[a-z0-9@.-]+ [A-Za-z0-9+/=]+(?: [\x20-\x7e]*)?$/.test(key)) {
    throw new PowerVmError('OPTIONS_INVALID', 'The public key is not one line of type, base64 and comment');
  }
  const { path } = await consoleOf(session, signal);
  await updateWithRetry(session, path, ({ content }) => authorizeKey(content, key), signal);
}

async function consoleOf(
  session: Session,
  signal: AbortSignal,
): Promise<{ readonly path: ConsolePath; readonly values: ManagementConsole }> {
  const [console] = await readFeed(session, uomPath('ManagementConsole'), signal);
  if (console === undefined) {
    throw new PowerVmError('NOT_FOUND', 'The console shows no ManagementConsole: it has no keys to exchange');
  }
  return {
    path: uomPath('ManagementConsole', console.id),
    values: ManagementConsole.read(console.content),
  };
}
