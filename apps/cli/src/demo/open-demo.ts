import { X509Certificate } from 'node:crypto';
import { type Host, openHost } from '@powervm-sriov/compute-driver';
import { type Simulator, startSimulator } from '@powervm-sriov/powervm-simulator';
import { openSession, type TraceRecord } from '@powervm-sriov/pypowervm-ts';

export interface DemoOptions {
  readonly world: string;
  readonly recording?: string | undefined;
  readonly personality?: 'novalink' | 'hmc' | undefined;
}

/** A simulated console and a client of it, over a real TLS socket on this machine. */
export interface Demo {
  readonly simulator: Simulator;
  readonly host: Host;
  close(): Promise<void>;
}

export async function openDemo(
  { world, recording, personality }: DemoOptions,
  onTrace: (record: TraceRecord) => void,
  signal: AbortSignal,
): Promise<Demo> {
  const simulator = await startSimulator({
    ...(recording === undefined ? { world } : { recording }),
    ...(personality === undefined ? {} : { personality }),
    listen: { host: '127.0.0.1', port: 0 },
    tls: true,
    signal,
  });
  const { url = '', ca = '', user, password, systems } = simulator;
  const session = await openSession(
    {
      url,
      credentials: { user, password },
      tls: { verify: 'fingerprint', sha256: new X509Certificate(ca).fingerprint256 },
      onTrace,
    },
    signal,
  );
  const host = await openHost(
    { session, ...(systems[0] === undefined ? {} : { system: systems[0] }) },
    signal,
  );
  return {
    simulator,
    host,
    close: async () => {
      await session.close();
      await simulator.close();
    },
  };
}
