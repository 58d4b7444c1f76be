import type { SimClock } from '@powervm-sriov/powervm-simulator';
import { type Clock, PowerVmError } from '@powervm-sriov/pypowervm-ts';
import type { Life } from './life.ts';

interface Appointment {
  readonly due: number;
  readonly action: () => void;
  isOff: boolean;
}

/** The only time there is: it passes when everything that could be done now has been done. */
export class VirtualTime implements SimClock {
  #now = Date.UTC(2026, 0, 1);
  #appointments: Appointment[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, action: () => void): () => void {
    const appointment = { due: this.#now + delay, action, isOff: false };
    const place = this.#appointments.findLastIndex(({ due }) => due <= appointment.due);
    this.#appointments.splice(place + 1, 0, appointment);
    return () => {
      appointment.isOff = true;
    };
  }

  /** Lets everything happen, in order, until the condition holds; false when it did not within the time. */
  async passUntil(isReached: () => boolean, longest: number): Promise<boolean> {
    const end = this.#now + longest;
    for (;;) {
      await everythingDone();
      if (isReached()) return true;
      const next = this.#appointments.find(({ isOff }) => !isOff);
      if (next === undefined || next.due > end) return false;
      this.#appointments = this.#appointments.slice(this.#appointments.indexOf(next) + 1);
      this.#now = Math.max(this.#now, next.due);
      next.action();
    }
  }

  async pass(milliseconds: number): Promise<void> {
    let isOver = false;
    this.after(milliseconds, () => {
      isOver = true;
    });
    await this.passUntil(() => isOver, milliseconds);
  }
}

/** In process nothing waits for anything but promises, and those are all kept before the next turn of the event loop. */
function everythingDone(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The time as a process has it: for a dead one it stands still. */
export function clockOf(time: VirtualTime, life: Life): Clock {
  return {
    now: () => time.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const giveUp = (): void => {
          cancel();
          if (!life.isOver()) reject(new PowerVmError('ABORTED', 'waiting was given up'));
        };
        const cancel = time.after(milliseconds, () => {
          signal.removeEventListener('abort', giveUp);
          if (!life.isOver()) resolve();
        });
        if (signal.aborted) giveUp();
        else signal.addEventListener('abort', giveUp, { once: true });
      }),
  };
}
