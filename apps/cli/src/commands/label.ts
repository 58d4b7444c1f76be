import { readFile, writeFile } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { explainFileError } from '../config/explain-file-error.ts';
import { withHost } from '../connection/with-host.ts';
import { renderList } from '../render/render-list.ts';
import { changeCommand, hostCommand, showCommand } from './console-command.ts';
import { formatLabelFile, parseLabelFile } from './label-file.ts';
import { compareLabels, labelColumns } from './label-row.ts';
import { setLabels } from './set-labels.ts';

export function labelCommand(context: CommandContext) {
  return new Command('label')
    .addCommand(exportCommand(context))
    .addCommand(diffCommand(context))
    .addCommand(applyCommand(context));
}

function exportCommand(context: CommandContext) {
  return hostCommand('export', 'write the labels of all ports')
    .argument('[file]', 'default: standard output')
    .action((file, options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const text = formatLabelFile(await snapshot());
        if (file === undefined || file === '-') screen.stdout.write(text);
        else await writeFile(file, text);
      }),
    );
}

function diffCommand(context: CommandContext) {
  return showCommand('diff', 'how the labels of the host differ from the file; ends with 0 either way')
    .argument('<file>')
    .action((file, options) =>
      withHost(context, options, async ({ screen, signal, snapshot }) => {
        const labels = await readLabels(file, signal);
        const rows = await compareLabels(await snapshot(), labels);
        const empty = 'the host has the labels of the file';
        await renderList(screen, { columns: labelColumns, rows, empty }, options);
      }),
    );
}

function applyCommand(context: CommandContext) {
  return changeCommand('apply', 'label the ports as the file says, all of them or none')
    .argument('<file>')
    .action((file, options) =>
      withHost(context, options, async (work) => {
        await setLabels(context, work, await readLabels(file, work.signal), options);
      }),
    );
}

async function readLabels(file: string, signal: AbortSignal) {
  const text = await readFile(file, { encoding: 'utf8', signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new CommandError('USAGE', `the label file ${file} cannot be read: ${explainFileError(error)}`);
  });
  return parseLabelFile(text, file);
}
