import type { OutputOptions } from '../render/output-options.ts';

/** How a change is made, as given on the command line. */
export interface ChangeOptions extends OutputOptions {
  readonly force?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly yes?: true | undefined;
}
