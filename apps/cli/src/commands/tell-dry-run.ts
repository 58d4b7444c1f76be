import type { Screen } from '../render/screen.ts';

/** What was shown did not happen. */
export function tellDryRun(screen: Screen): void {
  screen.stderr.write('dry run: nothing was changed\n');
}
