import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCaptured, words } from './run-captured.ts';

/** The places that nova-powervm's blueprint and networking-powervm's readme name. */
const world = `
name: blueprint
systems:
  - name: blueprint
    unit: U78C7.001.RCH0004
    adapters:
      - { preset: roce-2-port, slot: P1-C1, mode: Dedicated }
    vioses:
      - name: vios1
    partitions:
      - name: lpar1
`;

describe("pvmctl's commands, with the program's name in place of pvmctl", () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pvm-sriov-'));
    await writeFile(join(folder, 'world.yaml'), world);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const run = (line: string) =>
    runCaptured([
      ...words(line),
      '--world',
      join(folder, 'world.yaml'),
      '--state',
      join(folder, 'state.json'),
    ]);

  test('sriov update sets the mode of the adapter, then the label of the port that it has now', async () => {
    const mode = await run('sriov update -i phys_loc=U78C7.001.RCH0004-P1-C1 -s mode=Sriov');
    expect(mode).toMatchObject({ code: 0 });
    const label = await run('sriov update --port-loc U78C7.001.RCH0004-P1-C1-T1 -s label=prod_net');
    expect(label).toMatchObject({ code: 0 });
    const other = await run('sriov update --loc U78C7.001.RCH0004-P1-C1-T2 -s label=backup_net');
    expect(other).toMatchObject({ code: 0 });

    const list = await run('sriov list --display-fields SRIOV.mode PhysicalPort.label -f csv');
    expect(list.out).toBe('mode,label\nSriov,prod_net\nSriov,backup_net\n');
    const where = await run('sriov list --where label=prod_net -c port_loc -f value');
    expect(where.out).toBe('U78C7.001.RCH0004-P1-C1-T1\n');
  });

  test.each([
    ['sriov update -s mode=Sriov', 'does not know what to set where'],
    ['sriov update -i phys_loc=C1 -s label=x', 'does not know what to set where'],
    ['sriov update -i phys_loc=C1 -s mode=Fast', 'there is no adapter mode "Fast"'],
    ['sriov update -i name=C1 -s mode=Sriov', '-i takes phys_loc=VALUE or sriov_adap_id=VALUE'],
    ['sriov update --loc C1-T1 -s label', '"label" is not FIELD=VALUE'],
    ['sriov list --where colour=red', 'there is no field "colour"'],
  ])('%s is not understood', async (line, problem) => {
    const { code, err } = await run(line);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(problem) });
  });
});
