import { announceChanges, pvmSriovDriver } from '@powervm-sriov/vif-drivers';
import { expect, test } from 'vitest';
import { noSignal, simulatedHost, vnicRequest } from '../simulated-host.ts';

/** REST requests, connections and bytes of a watched dense host over TLS, counted by the simulator until all is quiet. */
test('requests per operation, world dense: 1,000 partitions, 32 adapters, 4 VIOSes', async () => {
  const { host, open, watch, quiet, requests, simulator } = await simulatedHost({
    world: 'dense',
    listen: { host: '127.0.0.1', port: 0 },
    tls: true,
  });
  const { control } = simulator;
  const [first, second] = host.snapshot().partitions;
  if (first === undefined || second === undefined) throw new Error('a dense host has partitions');
  const vnic = vnicRequest();
  const target = { partition: first.uuid, mac: vnic.mac };
  const announced = announceChanges(pvmSriovDriver);
  const rows: Row[] = [];

  const measure = async (operation: string, most: number, work: () => Promise<unknown>): Promise<void> => {
    control.resetCounters();
    await work();
    const echoes = operation === unwatched ? 0 : eventsOfQuiet;
    if (echoes > 0) await quiet();
    const { connections, bytesIn, bytesOut, requests: all } = control.counters();
    const made = Object.values(requests()).reduce((sum, count) => sum + count, 0);
    const told = (all['PUT /rest/api/uom/Event'] ?? 0) - echoes;
    rows.push({ operation, requests: made + told, most, connections, bytesIn, bytesOut });
  };

  await measure(unwatched, 1_010, open);
  await watch();
  await measure('refresh, nothing changed', 1_003, () => host.refresh(noSignal));
  await measure('bounded round, nothing changed', 3, () => host.upkeep.reread(4, noSignal));
  await measure('plug, redundancy 2', 1, () => pvmSriovDriver.plug(host, { ...target, vnic }, noSignal));
  await measure('plug again', 0, () => pvmSriovDriver.plug(host, { ...target, vnic }, noSignal));
  await measure('unplug', 1, () => pvmSriovDriver.unplug(host, target, noSignal));
  await measure('plug, announced', 2, () => announced.plug(host, { ...target, vnic }, noSignal));
  await measure('unplug, announced', 2, () => announced.unplug(host, target, noSignal));
  await measure('decide from the view', 0, () => host.freshen(second.uuid, 'recent', noSignal));
  await measure('bounded round after that', 6, () => host.upkeep.reread(4, noSignal));

  process.stdout.write(tableOf(rows));
  for (const { operation, requests: made, most } of rows) expect(made, operation).toBeLessThanOrEqual(most);
});

const unwatched = 'open a host, nothing known';

/** `quiet` pushes two events itself. */
const eventsOfQuiet = 2;

interface Row {
  readonly operation: string;
  readonly requests: number;
  readonly most: number;
  readonly connections: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    [
      row.operation.padEnd(32),
      `${row.requests} of ${row.most}`.padStart(14),
      String(row.connections).padStart(12),
      String(row.bytesIn).padStart(12),
      String(row.bytesOut).padStart(12),
    ].join(''),
  );
  const head = [
    'operation'.padEnd(32),
    'requests'.padStart(14),
    'connections'.padStart(12),
    'bytes in'.padStart(12),
    'bytes out'.padStart(12),
  ];
  return `\n${[head.join(''), ...lines].join('\n')}\n\n`;
}
