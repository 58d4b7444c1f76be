import { type HealSettings, usualHealSettings } from './heal-settings.ts';

/**
 * Since when vNICs have been unwell, as long as the process lives: after a restart every grace begins anew, because
 * nobody saw what happened meanwhile.
 */
export interface HealMemory {
  readonly settings: HealSettings;
  observe(seen: HealSight, now: number): void;
  /** Nobody could see the host: what is unwell counts from the next look on. */
  loseSight(): void;
  /** Milliseconds that are left of the grace or the back-off; undefined when the vNIC may be healed now. */
  pauseOf(vnic: string, now: number): HealPause | undefined;
  succeeded(vnic: string): void;
  failed(vnic: string, now: number): void;
}

/** Which vNICs have something to be healed; of those that wait (maintenance, a card that starts) the grace has not begun. */
interface HealSight {
  readonly unwell: ReadonlySet<string>;
  readonly waiting: ReadonlySet<string>;
}

export interface HealPause {
  readonly kind: 'grace' | 'back-off';
  readonly remaining: number;
}

interface Course {
  /** Undefined while it is well; `unseen` when nobody has looked since the host was out of sight. */
  since: number | 'unseen' | undefined;
  wellSince: number;
  hold: number;
  failures: number;
  retryAt: number;
}

export function healMemory(settings: Partial<HealSettings> = {}): HealMemory {
  const all: HealSettings = { ...usualHealSettings, ...settings };
  const courses = new Map<string, Course>();
  return {
    settings: all,
    observe({ unwell, waiting }, now) {
      for (const vnic of unwell) {
        const course = courses.get(vnic) ?? newCourse(now, all.grace);
        fallIll(course, now, all);
        if (waiting.has(vnic)) course.since = now;
        courses.set(vnic, course);
      }
      for (const [vnic, course] of courses) {
        if (unwell.has(vnic)) continue;
        if (course.since !== undefined) Object.assign(course, { since: undefined, wellSince: now });
        else if (now - course.wellSince >= all.longestHold) courses.delete(vnic);
      }
    },
    loseSight() {
      for (const course of courses.values()) {
        if (course.since !== undefined) course.since = 'unseen';
      }
    },
    pauseOf(vnic, now) {
      const { since, hold, retryAt } = courses.get(vnic) ?? newCourse(now, all.grace);
      const left = hold - (typeof since === 'number' ? now - since : 0);
      if (left > 0) return { kind: 'grace', remaining: left };
      return retryAt > now ? { kind: 'back-off', remaining: retryAt - now } : undefined;
    },
    succeeded(vnic) {
      const course = courses.get(vnic);
      if (course !== undefined) course.failures = 0;
    },
    failed(vnic, now) {
      const course = courses.get(vnic);
      if (course === undefined) return;
      course.retryAt = now + Math.min(all.backOff * 2 ** course.failures, all.longestBackOff);
      course.failures += 1;
    },
  };
}

function newCourse(now: number, grace: number): Course {
  return { since: now, wellSince: now, hold: grace, failures: 0, retryAt: now };
}

/** A vNIC that comes and goes is left alone for twice as long; time in which nobody looked does not count. */
function fallIll(course: Course, now: number, { longestHold }: HealSettings): void {
  if (course.since === undefined) {
    course.hold = Math.min(course.hold * 2, Math.max(longestHold, course.hold));
    course.since = now;
  }
  if (course.since === 'unseen') course.since = now;
}
