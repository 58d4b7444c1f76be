import { open, rename } from 'node:fs/promises';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { explainFileError } from '../config/explain-file-error.ts';
import { withHost } from '../connection/with-host.ts';
import { withProgress } from '../render/with-progress.ts';
import { hostCommand } from './console-command.ts';

export function hostSnapshotCommand(context: CommandContext) {
  return hostCommand('snapshot', 'write down the host as its console describes it, for --recording')
    .argument('<file>', 'where to; a file that is there is replaced')
    .option('--anonymize', 'made-up serial numbers, host names and addresses; other names stay')
    .action((file, options) =>
      withHost(context, options, async ({ hosts, host, screen, signal }) => {
        const text = await withProgress(context.io, 'reading the host', () =>
          hosts.record(host, { anonymize: options.anonymize === true }, signal),
        );
        await replaceFile(file, text);
        const documents = text.match(/<Document /g)?.length ?? 0;
        const kilobytes = Math.ceil(text.length / 1_024);
        screen.stdout.write(
          `${file}: ${documents} documents, ${kilobytes} KB; boot it with --recording ${file}\n`,
        );
      }),
    );
}

/** Whole or not at all, and its owner's alone: names of partitions and addresses are in it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}.new`;
  try {
    const handle = await open(fresh, 'w', 0o600);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    await rename(fresh, file);
  } catch (error) {
    throw new CommandError('USAGE', `${file} cannot be written: ${explainFileError(error)}`);
  }
}
