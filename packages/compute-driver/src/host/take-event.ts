import type { ConsoleEvent } from '@powervm-sriov/pypowervm-ts';
import type { SystemUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { findDoubtful } from './find-doubtful.ts';
import type { HostView } from './host-view.ts';
import type { Inventory } from './inventory.ts';
import type { WritesUnderWay } from './writes-under-way.ts';

export interface Listener {
  readonly system: SystemUuid;
  readonly inventory: Inventory;
  readonly view: HostView;
  readonly writes: WritesUnderWay;
}

/**
 * Marks what an event makes doubtful; it only says where to look. What our own writes do comes back as an event, before
 * or after their answer, so one that may be such an echo is judged when they have ended, by a view that shows them.
 */
export function takeEvent({ system, inventory, view, writes }: Listener, event: ConsoleEvent): void {
  if (event.kind === 'resync') view.openGap(event.why);
  if (event.kind !== 'change') return;
  const judge = (): void => {
    for (const part of findDoubtful(event, { system, inventory })) view.mark(part);
  };
  const mayBeEcho = event.change !== 'modified' && event.uri.includes('/VirtualNICDedicated/');
  if (mayBeEcho) writes.after(judge);
  else judge();
}
