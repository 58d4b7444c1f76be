import type { ComputeHost } from '../compute-host.ts';
import { HostError } from '../host/host-error.ts';
import { healMemory } from './heal-memory.ts';
import type { HealReport } from './heal-report.ts';
import type { HealSettings } from './heal-settings.ts';
import { type HealPolicy, reconcile } from './reconcile.ts';

export interface HealthWatch {
  /** Nobody approves anything while nobody looks. */
  readonly policy: 'report' | 'auto';
  /** Milliseconds of the session's clock from the end of one round to the next; default one minute. */
  readonly every?: number;
  readonly settings?: Partial<HealSettings>;
  readonly onReport: (report: HealReport) => void;
  /** A round that could not be held: the store fails, or something else that no report can tell. */
  readonly onTrouble?: (error: Error) => void;
}

/**
 * Looks after a host in rounds until the signal is aborted: by what is, not by what has happened, so that a round that
 * was missed is made good by the next. Rounds never overlap.
 */
export async function watchHealth(
  compute: ComputeHost,
  { policy, every = 60_000, settings = {}, onReport, onTrouble }: HealthWatch,
  signal: AbortSignal,
): Promise<void> {
  const memory = healMemory(settings);
  const chosen: HealPolicy = policy === 'auto' ? { kind: 'auto', memory } : { kind: 'report' };
  const { maximumAge } = memory.settings;
  while (!signal.aborted) {
    try {
      onReport(await reconcile(compute, { policy: chosen, maximumAge }, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof HostError)) throw error;
      onTrouble?.(error);
    }
    await compute.host.session.clock.sleep(every, signal).catch(() => undefined);
  }
}
