import {
  type AtomEntry,
  PowerVmError,
  uomPath,
  updateWithRetry,
  type XmlElement,
} from '@powervm-sriov/pypowervm-ts';
import type { Host } from './host.ts';
import { neverAborted } from './never-aborted.ts';

/**
 * Posts the ManagedSystem document with one change in it. The change answers undefined where the document shows it
 * already, so that it can be asked again after a lost answer or a lost race without being made twice.
 */
export async function changeSystem(
  host: Host,
  change: (system: AtomEntry) => XmlElement | undefined,
  signal: AbortSignal,
): Promise<void> {
  const update = (until: AbortSignal) =>
    updateWithRetry(host.session, uomPath('ManagedSystem', host.system), change, until);
  try {
    await update(signal);
  } catch (error) {
    if (!(error instanceof PowerVmError) || !error.effectUnknown) throw error;
    await update(neverAborted);
  } finally {
    host.expireSystem();
  }
}
