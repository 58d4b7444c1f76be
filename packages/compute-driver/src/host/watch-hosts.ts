import { randomBytes } from 'node:crypto';
import { PowerVmError, type Session, watchEvents } from '@powervm-sriov/pypowervm-ts';
import type { Host } from './host.ts';

export interface HostWatch {
  /** The console: one watch for all of its hosts, because a console refuses more polls of a session (REST026C [H]). */
  readonly session: Session;
  readonly hosts: readonly Host[];
  /** Hexadecimal name of this listener on the console; by default one of its own. */
  readonly applicationId?: string;
  /** Milliseconds between reads of what events may never tell of; default one minute. */
  readonly rereadEvery?: number;
  /** Partitions whose vNICs are looked at in each of these rounds, in turn; default 4. */
  readonly vnicReads?: number;
  /** Told of a read that failed; the view keeps its gap, or what is due, until one succeeds. */
  readonly onTrouble?: (host: Host, error: PowerVmError) => void;
}

/**
 * Keeps the views of hosts up to date until the signal is aborted: listens to their console, reads again what its
 * events make doubtful, and behind that in bounded rounds what they may not tell of, because the recorded feed has no
 * vNIC, logical port or link change (event_feed.txt [R]).
 *
 * @throws PowerVmError when listening cannot go on, e.g. LOGON_REFUSED; the views then have a gap.
 */
export async function watchHosts(watch: HostWatch, signal: AbortSignal): Promise<void> {
  const ending = new AbortController();
  const until = AbortSignal.any([signal, ending.signal]);
  const rounds = reread(watch, until);
  try {
    await listen(watch, until);
  } catch (cause) {
    for (const { upkeep } of watch.hosts) upkeep.take({ kind: 'resync', why: 'POLL_FAILED', cause });
    throw cause;
  } finally {
    ending.abort();
    for (const { upkeep } of watch.hosts) upkeep.setWatched(false);
    await rounds;
  }
}

async function listen(watch: HostWatch, signal: AbortSignal): Promise<void> {
  const { session, hosts, applicationId = randomBytes(8).toString('hex') } = watch;
  for await (const events of watchEvents(session, { applicationId }, signal)) {
    for (const { upkeep } of hosts) {
      upkeep.setWatched(true);
      for (const event of events) upkeep.take(event);
    }
    await forEachReachable(watch, signal, ({ upkeep }) => upkeep.catchUp(signal));
  }
}

async function reread(watch: HostWatch, signal: AbortSignal): Promise<void> {
  const { session, rereadEvery = 60_000, vnicReads = 4 } = watch;
  while (!signal.aborted) {
    await session.clock.sleep(rereadEvery, signal).catch(() => undefined);
    if (signal.aborted) return;
    await forEachReachable(watch, signal, ({ upkeep }) => upkeep.reread(vnicReads, signal));
  }
}

/** While the console is away its own poll is what finds out that it is back; nothing else knocks. */
async function forEachReachable(
  { hosts, onTrouble }: HostWatch,
  signal: AbortSignal,
  work: (host: Host) => Promise<void>,
): Promise<void> {
  const reachable = hosts.filter((host) => host.view().gap !== 'POLL_FAILED');
  await Promise.all(
    reachable.map(async (host) => {
      try {
        await work(host);
      } catch (error) {
        if (!(error instanceof PowerVmError)) throw error;
        if (!signal.aborted) onTrouble?.(host, error);
      }
    }),
  );
}
