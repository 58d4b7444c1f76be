import type { Host } from '../host/host.ts';
import { HostError } from '../host/host-error.ts';

/** @throws HostError VIEW_UNKNOWN: from a view that may have missed changes nothing is concluded to be absent. */
export function requireKnownView(host: Host): void {
  const { gap, snapshot } = host.view();
  if (gap === undefined) return;
  throw new HostError(
    'VIEW_UNKNOWN',
    `what is known of system ${snapshot.system.name} may have missed changes (${gap}); try again when the console answers`,
  );
}
