import { randomBytes } from 'node:crypto';
import { type Control, controlOf } from './control/control.ts';
import { Counters } from './control/counters.ts';
import type { Service } from './control/deliver.ts';
import { Faults } from './control/faults.ts';
import { inProcessTransport } from './control/in-process-transport.ts';
import { openPlatform } from './platform/open-platform.ts';
import type { PlatformState } from './platform/platform-state.ts';
import { realClock, type SimClock } from './platform/sim-clock.ts';
import { bootRecordingFile } from './recording/boot-recording.ts';
import { EventQueues } from './rest/event-queues.ts';
import { Jobs, type JobTimes } from './rest/jobs.ts';
import type { Transport } from './rest/rest-request.ts';
import { Sessions } from './rest/sessions.ts';
import { type Listener, listen } from './server/listen.ts';
import { makeSelfSignedCertificate } from './server/self-signed-certificate.ts';
import { readStateFile, StateFile } from './server/state-file.ts';
import { buildState, type Personality } from './world/build-state.ts';
import { loadWorld } from './world/load-world.ts';
import type { World } from './world/world-schema.ts';

export interface SimulatorOptions {
  /** A world, the name of a shipped one or a file. Default: `small`. */
  readonly world?: World | string;
  /** A file with a recorded ManagedSystem document; instead of a world. */
  readonly recording?: string;
  readonly personality?: Personality;
  /** Absent: only the in-process transport. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Serves HTTPS with a certificate of its own making. */
  readonly tls?: boolean;
  /** Serves the control API under `/__sim/` too. */
  readonly control?: boolean;
  /** Continues from this file when it is there, and keeps it up to date. */
  readonly stateFile?: string;
  readonly clock?: SimClock;
  readonly user?: string;
  readonly password?: string;
  readonly jobTimes?: JobTimes;
  /** How long an event poll is held; default 10 s. */
  readonly eventHoldMs?: number;
  readonly unknownElements?: 'tolerated' | 'refused';
  readonly signal?: AbortSignal;
}

export interface Simulator {
  /** Where it listens, if it does: scheme, host and port. */
  readonly url?: string;
  readonly user: string;
  readonly password: string;
  /** The certificate to trust, PEM; with `tls`. */
  readonly ca?: string;
  readonly systems: readonly string[];
  /** What a recording did not tell and was invented, for people. */
  readonly notes: readonly string[];
  readonly transport: Transport;
  readonly control: Control;
  readonly close: () => Promise<void>;
}

/** A console with its systems, come to life. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { clock = realClock, user = 'sim', password = randomBytes(12).toString('base64url') } = options;
  const { state, notes, isKept } = await findState(options);
  const events = new EventQueues(clock, { holdMs: options.eventHoldMs ?? 10_000 });
  const saved =
    options.stateFile === undefined ? undefined : new StateFile(options.stateFile, state, { isKept });
  const platform = openPlatform({
    state,
    clock,
    onEvent: ({ kind, path, details }) => {
      events.publish({ type: `${kind}_URI`, data: path, detail: details.join(',') });
    },
    onChange: () => saved?.save(),
  });
  await saved?.flush();
  const sessions = new Sessions({ user, password });
  const jobs = new Jobs(clock, options.jobTimes);
  const console = {
    platform,
    sessions,
    events,
    jobs,
    unknownElements: options.unknownElements ?? 'tolerated',
  };
  const service: Service = { console, faults: new Faults(), counters: new Counters() };
  const control = controlOf(service);
  const served = await serve(service, control, options);
  return {
    ...served.address,
    user,
    password,
    systems: state.systems.map(({ name }) => name),
    notes,
    transport: inProcessTransport(service),
    control,
    close: async () => {
      events.close();
      sessions.close();
      await served.listener?.close();
      await saved?.flush();
    },
  };
}

async function findState(
  options: SimulatorOptions,
): Promise<{ readonly state: PlatformState; readonly notes: readonly string[]; readonly isKept: boolean }> {
  const { world = 'small', recording, personality, stateFile, signal } = options;
  const chosen = { ...(personality && { personality }), ...(signal && { signal }) };
  const kept = stateFile === undefined ? undefined : await readStateFile(stateFile, signal);
  if (kept !== undefined) return { state: kept, notes: [], isKept: true };
  if (recording !== undefined) return { ...(await bootRecordingFile(recording, chosen)), isKept: false };
  const read = typeof world === 'string' ? await loadWorld(world, signal) : world;
  return { state: buildState(read, chosen), notes: [], isKept: false };
}

interface Served {
  readonly address: { readonly url?: string; readonly ca?: string };
  readonly listener?: Listener;
}

async function serve(service: Service, control: Control, options: SimulatorOptions): Promise<Served> {
  if (options.listen === undefined) return { address: {} };
  const { host, port } = options.listen;
  const tls = options.tls === true ? makeSelfSignedCertificate(host, Date.now()) : undefined;
  const listener = await listen(service, {
    host,
    port,
    ...(tls && { tls }),
    ...(options.control === true && { control }),
  });
  return { address: { url: listener.url, ...(tls && { ca: tls.certificate }) }, listener };
}
