/** What a process lives through: a step lies on both sides of every request and of every write to the store. */
export interface Life {
  isOver(): boolean;
  /** Resolves when the process goes on, which a dead one never does. */
  step(): Promise<void>;
  /** The process is killed after so many more steps. */
  endAfter(steps: number): void;
  /** Nothing is to kill it any more. */
  spare(): void;
  end(): void;
}

export function newLife(): Life {
  let left = Number.POSITIVE_INFINITY;
  let isOver = false;
  return {
    isOver: () => isOver,
    async step() {
      left -= 1;
      if (left < 0) isOver = true;
      if (isOver) await new Promise<never>(() => {});
    },
    endAfter(steps) {
      left = steps;
    },
    spare() {
      left = Number.POSITIVE_INFINITY;
    },
    end() {
      isOver = true;
    },
  };
}
