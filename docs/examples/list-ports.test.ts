import { readFileSync } from 'node:fs';
import { startSimulator } from '@powervm-sriov/powervm-simulator';
import { expect, test, vi } from 'vitest';
import { listPorts } from './list-ports.ts';

test('the example runs as the README shows it', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(readFileSync(new URL('list-ports.ts', import.meta.url), 'utf8'));

  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const simulator = await startSimulator({ listen: { host: '127.0.0.1', port: 0 } });
  try {
    await listPorts(simulator.url ?? '', simulator.user, simulator.password);
    expect(print.mock.calls.flat()).toEqual([
      'U78D3.001.WZS0001-P1-C8-T1  prod_net  up',
      'U78D3.001.WZS0001-P1-C8-T2  prod_net  up',
      'U78D3.001.WZS0001-P1-C9-T1  prod_net  up',
      'U78D3.001.WZS0001-P1-C9-T2  prod_net  up',
    ]);
  } finally {
    print.mockRestore();
    await simulator.close();
  }
});
