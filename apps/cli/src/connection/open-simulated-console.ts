import { memoryRecordStore, openManagedHosts } from '@powervm-sriov/compute-driver';
import { startSimulator, VirtualClock } from '@powervm-sriov/powervm-simulator';
import { type Clock, openSession } from '@powervm-sriov/pypowervm-ts';
import type { CommandContext } from '../command-context.ts';
import { callerOf } from './caller.ts';
import type { ConnectedConsole } from './connected-console.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { recordsFileOfState } from './record-files.ts';
import { recordsOnDemand } from './records-on-demand.ts';
import { traceTo } from './trace-to.ts';

/** A simulator inside this command: it lives as long as the command does, and goes on only where a state file keeps it. */
export async function openSimulatedConsole(
  { world, recording, state, personality, debug }: ConnectionOptions,
  caller: Pick<CommandContext, 'io' | 'command'>,
  signal: AbortSignal,
): Promise<ConnectedConsole> {
  const records =
    state === undefined ? memoryRecordStore() : recordsOnDemand(await recordsFileOfState(state));
  const time = new VirtualClock(Date.now());
  const simulator = await startSimulator({
    clock: time,
    ...(world === undefined ? {} : { world }),
    ...(recording === undefined ? {} : { recording }),
    ...(state === undefined ? {} : { stateFile: state }),
    ...(personality === undefined ? {} : { personality }),
    signal,
  });
  const { transport, user, password, systems } = simulator;
  const session = await openSession(
    {
      transport,
      credentials: { user, password },
      clock: hastyClock(time),
      ...(debug === true ? { onTrace: traceTo(caller.io.stderr) } : {}),
    },
    signal,
  );
  return {
    hosts: openManagedHosts({ session, records, ...callerOf(caller) }),
    simulated: `${systems.join(', ')}; no hardware is touched`,
    managedSystem: undefined,
    close: async () => {
      await records.close();
      await session.close();
      await simulator.close();
    },
  };
}

/** A wait this long is a deadline, which ends what hangs; nothing hangs inside one process. */
const deadline = 100_000;

/** Nobody waits for simulated hardware: a wait passes at once, and the simulated time moves on by it. */
function hastyClock(time: VirtualClock): Clock {
  return {
    now: () => time.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const end = (): void => reject(signal.reason as Error);
        if (signal.aborted) end();
        signal.addEventListener('abort', end, { once: true });
        if (milliseconds >= deadline) return;
        setImmediate(() => {
          time.advance(milliseconds);
          resolve();
        });
      }),
  };
}
