import { PowerVmError } from '../power-vm-error.ts';
import { type ConsolePath, consolePath } from '../session/console-path.ts';
import type { Event } from '../wrappers/event.ts';

export type ResyncReason =
  | 'NEW_CLIENT'
  | 'CACHE_CLEARED'
  | 'MISSING_EVENTS'
  /** A poll failed: from now on the view has a gap. */
  | 'POLL_FAILED'
  /** The first poll that succeeded after that: events in between may be lost. */
  | 'RECONNECTED'
  /** An event that cannot be understood: what it was about is unknown. */
  | 'UNREADABLE_EVENT';

export type ChangeKind = 'added' | 'modified' | 'deleted' | 'hidden' | 'visible' | 'invalid';

/** An event only says where to look again; it is never itself the news. */
export type ConsoleEvent =
  /** Whatever is known may be out of date: read everything again before acting on it. */
  | { readonly kind: 'resync'; readonly why: ResyncReason; readonly cause?: unknown }
  | {
      readonly kind: 'change';
      readonly change: ChangeKind;
      readonly uri: ConsolePath;
      /** What changed, e.g. `PartitionState` or `SRIOVPhysicalPort.ConfigChange`; often only `Other`. */
      readonly details: readonly string[];
    }
  /** What a client broadcast, as it wrote it. */
  | { readonly kind: 'custom'; readonly data: string; readonly detail: string };

const resyncs: ReadonlyMap<string, ResyncReason> = new Map([
  ['NEW_CLIENT', 'NEW_CLIENT'],
  ['CACHE_CLEARED', 'CACHE_CLEARED'],
  ['MISSING_EVENTS', 'MISSING_EVENTS'],
]);

const changes: ReadonlyMap<string, ChangeKind> = new Map([
  ['ADD_URI', 'added'],
  ['MODIFY_URI', 'modified'],
  ['DELETE_URI', 'deleted'],
  ['HIDDEN_URI', 'hidden'],
  ['VISIBLE_URI', 'visible'],
  ['INVALID_URI', 'invalid'],
]);

/** The event in this package's words. One that makes no sense asks for a resync rather than being dropped. */
export function consoleEvent({ eventType, eventData = '', eventDetail = '' }: Event): ConsoleEvent {
  const why = resyncs.get(eventType ?? '');
  if (why !== undefined) return { kind: 'resync', why };
  if (eventType === 'CUSTOM_CLIENT_EVENT') return { kind: 'custom', data: eventData, detail: eventDetail };
  const change = changes.get(eventType ?? '');
  if (change === undefined) {
    const cause = new PowerVmError(
      'DOCUMENT_UNEXPECTED',
      `The event type ${JSON.stringify(eventType)} is not known`,
    );
    return { kind: 'resync', why: 'UNREADABLE_EVENT', cause };
  }
  return changeEvent(change, eventData, eventDetail);
}

function changeEvent(change: ChangeKind, data: string, detail: string): ConsoleEvent {
  try {
    const details = detail
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
    return { kind: 'change', change, uri: consolePath(data.trim()), details };
  } catch (cause) {
    return { kind: 'resync', why: 'UNREADABLE_EVENT', cause };
  }
}
