import { openSession, readManagedSystems } from '@powervm-sriov/pypowervm-ts';

/** Prints every SR-IOV port of every system that a console manages. */
export async function listPorts(url: string, user: string, password: string): Promise<void> {
  const session = await openSession({ url, credentials: { user, password } });
  try {
    for (const { values } of await readManagedSystems(session, AbortSignal.timeout(60_000))) {
      const ports = values.ioConfiguration.sriovAdapters.flatMap((adapter) => adapter.ports);
      for (const { locationCode, label, linkStatus } of ports) {
        console.log(`${locationCode}  ${label || 'default'}  ${linkStatus ? 'up' : 'down'}`);
      }
    }
  } finally {
    await session.close();
  }
}
