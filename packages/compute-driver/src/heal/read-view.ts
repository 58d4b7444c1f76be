import { PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { Host } from '../host/host.ts';
import { HostError } from '../host/host-error.ts';
import { usualHealSettings } from './heal-settings.ts';

/**
 * Brings the view of the host up to date with the fewest requests: none when a watched host has not changed. Answers
 * why it is not fit to act on, if it is not.
 */
export async function readView(
  host: Host,
  maximumAge: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const before = host.view();
  // Whoever listens to the console finds out when it is back, and closes the gap then.
  if (before.gap === 'POLL_FAILED') return 'the console is away';
  try {
    if (before.gap === undefined && before.age <= maximumAge) await host.upkeep.catchUp(signal);
    else await host.refresh(signal);
  } catch (error) {
    if (!(error instanceof PowerVmError) || signal.aborted) throw error;
    return error.message;
  }
  const { gap, age } = host.view();
  if (gap !== undefined) return `changes may have been missed (${gap})`;
  return age > maximumAge ? `what is known is ${Math.round(age / 1_000)} s old` : undefined;
}

/** A person who asks is not kept from looking by what a listener knows. @throws HostError VIEW_UNKNOWN */
export async function requireView(host: Host, signal: AbortSignal): Promise<void> {
  const { maximumAge } = usualHealSettings;
  if (host.view().gap === 'POLL_FAILED') await host.refresh(signal);
  const blind = await readView(host, maximumAge, signal);
  if (blind === undefined) return;
  const { name } = host.snapshot().system;
  throw new HostError('VIEW_UNKNOWN', `nothing on system ${name} is planned or changed: ${blind}; try again`);
}
