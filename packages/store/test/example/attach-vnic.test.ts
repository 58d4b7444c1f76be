import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '@powervm-sriov/powervm-simulator';
import { openSession } from '@powervm-sriov/pypowervm-ts';
import { parsePartitionUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import { expect, test, vi } from 'vitest';
import { attachVnic } from './attach-vnic.ts';

const port = {
  mac_address: 'fa:16:3e:0e:f6:ec',
  'binding:vnic_type': 'direct',
  'binding:vif_type': 'pvm_sriov',
  'binding:vif_details': { vlan: 118, physical_network: 'prod_net' },
};

test('the example runs as the README of compute-driver shows it', async () => {
  const readme = readFileSync(new URL('../../../compute-driver/README.md', import.meta.url), 'utf8');
  expect(readme).toContain(readFileSync(new URL('attach-vnic.ts', import.meta.url), 'utf8'));

  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), 'pvm-sriov-'));
  const simulator = await startSimulator({ world: 'small' });
  const { transport, user, password } = simulator;
  const session = await openSession({ transport, credentials: { user, password } });
  try {
    const [first] = simulator.control.state().systems.flatMap((system) => system.partitions);
    const partition = parsePartitionUuid(first?.uuid ?? '');
    const file = join(folder, 'records.sqlite');
    await attachVnic(session, file, partition, port);
    await attachVnic(session, file, partition, port);
    expect(print.mock.calls.flat()).toEqual([
      expect.stringMatching(/^FA163E0EF6EC created in slot \d+$/),
      '0 findings',
      expect.stringMatching(/^FA163E0EF6EC present in slot \d+$/),
      '0 findings',
    ]);
  } finally {
    print.mockRestore();
    await session.close();
    await simulator.close();
    rmSync(folder, { recursive: true });
  }
});
