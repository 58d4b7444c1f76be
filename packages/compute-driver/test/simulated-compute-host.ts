import { type ComputeHost, createComputeHost, memoryRecordStore, type RecordStore } from '../src/index.ts';
import { type SimulatedHost, type SimulatedHostOptions, simulatedHost } from './simulated-host.ts';

export interface SimulatedComputeHost extends SimulatedHost {
  readonly compute: ComputeHost;
  /** What a restarted process has: the same console and records, nothing remembered. */
  readonly restart: () => Promise<ComputeHost>;
}

export interface SimulatedComputeHostOptions extends SimulatedHostOptions {
  readonly records?: RecordStore;
}

/** A host with records in memory, on an embedded simulator. */
export async function simulatedComputeHost({
  records = memoryRecordStore(),
  ...options
}: SimulatedComputeHostOptions = {}): Promise<SimulatedComputeHost> {
  const simulated = await simulatedHost(options);
  const compose = (host: SimulatedHost['host']): ComputeHost =>
    createComputeHost({ host, records, askedBy: 'nova', wallClock: () => new Date(0) });
  return {
    ...simulated,
    compute: compose(simulated.host),
    restart: async () => compose(await simulated.open()),
  };
}
