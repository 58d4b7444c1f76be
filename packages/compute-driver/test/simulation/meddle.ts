import type { Simulation } from './simulation.ts';

/** Hands on the world. What cannot be done just now, such as starting a VIOS of a system without power, is let be. */
export function meddle({ journal }: Pick<Simulation, 'journal'>, act: () => void): void {
  try {
    act();
  } catch (error) {
    journal.note(
      `the world does not let that happen: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
