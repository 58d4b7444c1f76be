import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { type Control, startSimulator, VirtualClock } from '@powervm-sriov/powervm-simulator';
import { runProgram } from '../src/program.ts';
import { type PageConsole, startPageConsole } from './page-console.ts';

/**
 * A page with `console` blocks, run from its top to its end in one folder. In a block `$ pvm-sriov ...` is a command,
 * with what a terminal of 80 columns shows below it and `[exit N]` where the code is not 0; `# meanwhile: ...` is an
 * event in the machine room, in the words of {@link events}. A block with the name of a file (```yaml lab.yaml) is that file.
 * `# meanwhile: URL serves WORLD to USER` starts a console; what stands behind a `(yes/no)` or a `to go on:` was typed.
 */
export async function runTranscript(page: string, folder: string): Promise<string> {
  const place: Place = { folder, consoles: [] };
  try {
    return await runPage(page, place);
  } finally {
    for (const console of place.consoles) await console.close();
  }
}

/** Where a page is run, and the consoles that it has started. */
interface Place {
  readonly folder: string;
  readonly consoles: PageConsole[];
}

async function runPage(page: string, place: Place): Promise<string> {
  const lines = page.split('\n');
  const shown: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    shown.push(line);
    const [, language, file] = /^```(\w+)(?: (\S+))?$/.exec(line) ?? [];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    const block = lines.slice(at + 1, end);
    if (file !== undefined) await writeFile(join(place.folder, file), `${block.join('\n')}\n`);
    shown.push(...(language === 'console' ? await runBlock(block, place) : block), '```');
    at = end;
  }
  return shown.join('\n');
}

const meanwhile = '# meanwhile: ';

async function runBlock(block: readonly string[], place: Place): Promise<readonly string[]> {
  const shown: string[] = [];
  for (const [at, line] of block.entries()) {
    if (line.startsWith(meanwhile)) {
      await happen(line.slice(meanwhile.length), place);
      shown.push(line);
    }
    if (!line.startsWith('$ ')) continue;
    const command = [line];
    while (command.at(-1)?.endsWith('\\') === true) command.push(block[at + command.length] ?? '');
    const typed = typedAfter(block.slice(at + command.length));
    shown.push(...command, ...(await runCommand(command, place, typed)));
  }
  return shown;
}

/** The answer to the question that the command asks, as the page shows it. */
function typedAfter(rest: readonly string[]): string | undefined {
  const next = rest.findIndex((line) => line.startsWith('$ '));
  const shown = next < 0 ? rest : rest.slice(0, next);
  return shown
    .map((line) => /(?:\(yes\/no\)|to go on:) (\S+)$/.exec(line)?.[1])
    .find((answer) => answer !== undefined);
}

async function runCommand(
  lines: readonly string[],
  { folder, consoles }: Place,
  typed: string | undefined,
): Promise<readonly string[]> {
  const [program, ...args] =
    lines
      .map((line) => line.replace(/\\$/, ''))
      .join(' ')
      .replace(/^\$ /, '')
      .trim()
      .match(/'[^']*'|\S+/g)
      ?.map((word) => word.replace(/^'(.*)'$/, '$1')) ?? [];
  if (program !== 'pvm-sriov') throw new Error(`a transcript runs pvm-sriov, not ${program}`);
  const real = args
    .map((arg) => (isFile.test(arg) ? join(folder, arg) : arg))
    .map((arg) => consoles.reduce((each, console) => console.toReal(each), arg));
  const { code, text } = await runInTerminal(real, { home: folder, typed });
  const output = consoles
    .reduce((each, console) => console.toPage(each), text)
    .replaceAll(`${folder}/.config/`, '~/.config/')
    .replaceAll(`${folder}/`, '')
    .replace(/\n$/, '');
  return [...(output === '' ? [] : output.split('\n')), ...(code === 0 ? [] : [`[exit ${code}]`])];
}

const isFile = /^[\w-]+\.(?:ini|json|txt|xml|yaml)$/;

/** Both streams as a terminal of 80 columns shows them. */
async function runInTerminal(
  args: readonly string[],
  { home, typed }: { readonly home: string; readonly typed: string | undefined },
): Promise<{ code: number; text: string }> {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  const code = await runProgram(args, {
    stdin: typed === undefined ? Readable.from([]) : typist(typed),
    stdout: { write, isTTY: true, columns: 80 },
    stderr: { write, columns: 80 },
    env: { NO_COLOR: '1', HOME: home, USER: 'ana' },
    interrupted: new AbortController().signal,
  });
  return { code, text: withoutRedrawing(text) };
}

function typist(answer: string): PassThrough & { isTTY: true } {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true } as const);
  keyboard.write(`${answer}\n`);
  return keyboard;
}

/** A line editor draws its line anew with each key; the last drawing stays. */
function withoutRedrawing(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  return stripVTControlCharacters(lines.map((line) => line.split('\u001b[0J').at(-1)).join('\n'));
}

/** What can happen to the simulated host between two commands; it is kept in lab.json. */
const events: readonly (readonly [words: RegExp, happen: (control: Control, what: string) => void])[] = [
  [/^the cable of (\S+) comes out$/, (control, port) => control.pullCable(port)],
  [/^the cable of (\S+) is plugged in$/, (control, port) => control.plugCable(port)],
  [/^adapter (\S+) is taken out$/, (control, adapter) => control.failAdapter(adapter)],
  [/^a new card is put in at (\S+)$/, (control, adapter) => control.returnAdapter(adapter)],
  [/^VIOS (\S+) stops$/, (control, vios) => control.stopVios(vios)],
  [/^VIOS (\S+) starts$/, (control, vios) => control.startVios(vios)],
  [/^system (\S+) loses its power$/, (control, system) => control.setSystemPower(system, 'off')],
  [/^system (\S+) has power again$/, (control, system) => control.setSystemPower(system, 'on')],
  [/^the operating system of (\S+) comes up$/, (control, partition) => control.setRmc(partition, 'active')],
  [/^the RMC connection of (\S+) breaks$/, (control, partition) => control.setRmc(partition, 'inactive')],
];

/** Milliseconds after which a new card has started and an RMC connection stands. */
const settled = 60_000;

async function happen(words: string, { folder, consoles }: Place): Promise<void> {
  const [, address, world, user] = /^(https:\S+) serves (\S+) to (\S+)$/.exec(words) ?? [];
  if (address !== undefined && world !== undefined && user !== undefined) {
    consoles.push(await startPageConsole({ address, world, user, folder }));
    return;
  }
  for (const [known, act] of events) {
    const [, what] = known.exec(words) ?? [];
    if (what === undefined) continue;
    const stateFile = join(folder, 'lab.json');
    await readFile(stateFile);
    const clock = new VirtualClock(Date.now());
    const simulator = await startSimulator({ stateFile, clock });
    act(simulator.control, what);
    clock.advance(settled);
    await simulator.close();
    return;
  }
  throw new Error(`no event is worded ${JSON.stringify(words)}`);
}
