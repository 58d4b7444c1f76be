import { parseArgs } from 'node:util';
import { type SimulatorOptions, startSimulator } from './simulator.ts';

const help = `A PowerVM REST server with no hardware behind it

  --world NAME|FILE        small (default), mixed, pair, dense, or a YAML file
  --recording FILE         a twin of the host in a recording, instead of a world
  --listen HOST:PORT       default 127.0.0.1:0, a free port
  --personality KIND       novalink or hmc; default: what the world says
  --tls                    HTTPS with a certificate of its own, told in the ready line
  --state FILE             continue from this file, and keep it up to date
  --control                serve the control API under /__sim/
  --help                   this text

When ready it prints one line of JSON: url, user, password, systems, and ca and
control if there are any.
SIGTERM or SIGINT ends it.
`;

/** Why the command line was not understood. */
class Misuse extends Error {
  override readonly name = 'Misuse';
}

/**
 * Serves a simulated console until SIGTERM or SIGINT, as the command line says: `powervm-simulator` and
 * `pvm-sriov simulate` are this. Answers the exit code.
 */
export async function serveCommand(args: readonly string[], program: string): Promise<number> {
  try {
    await serve(args);
    return 0;
  } catch (error) {
    process.stderr.write(`${program}: ${explain(error)}\n`);
    return 1;
  }
}

async function serve(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stdout.write(help);
    return;
  }
  const ending = new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve());
  });
  const simulator = await startSimulator(options);
  const { url, user, password, ca, systems, notes } = simulator;
  for (const note of notes) process.stderr.write(`${note}\n`);
  const control = options.control === true ? `${url}/__sim/` : undefined;
  process.stdout.write(`${JSON.stringify({ url, user, password, ca, control, systems })}\n`);
  await ending;
  await simulator.close();
}

function readOptions(args: readonly string[]): SimulatorOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      world: { type: 'string' },
      recording: { type: 'string' },
      listen: { type: 'string', default: '127.0.0.1:0' },
      personality: { type: 'string' },
      tls: { type: 'boolean', default: false },
      state: { type: 'string' },
      control: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const { world, recording, state, tls, control, personality } = values;
  if (world !== undefined && recording !== undefined)
    throw new Misuse('Give --world or --recording, not both.');
  if (personality !== undefined && personality !== 'novalink' && personality !== 'hmc') {
    throw new Misuse(`--personality is novalink or hmc, not ${personality}.`);
  }
  return {
    listen: readAddress(values.listen),
    tls,
    control,
    ...(world !== undefined && { world }),
    ...(recording !== undefined && { recording }),
    ...(state !== undefined && { stateFile: state }),
    ...(personality !== undefined && { personality }),
  };
}

function readAddress(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined || port > 65_535) throw new Misuse(`--listen is HOST:PORT, not ${text}.`);
  return { host, port };
}

/** A mistake of the user's is told in a line; anything else with all that is known. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof Misuse || 'code' in error;
  return isExpected ? error.message : (error.stack ?? error.message);
}
