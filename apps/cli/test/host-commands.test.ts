import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

const runCommand = (line: string) => runCaptured(words(line));

const oldFirmware = `
name: old
personality: hmc
systems:
  - name: old-8247
    firmware: FW830.00 (12)
    vnicCapable: false
    adapters: [{ preset: roce-2-port, slot: P1-C8 }]
    vioses: [{ name: vios1, failoverCapable: false }, { name: vios2, level: 2.2.4.10, failoverCapable: false }]
    partitions: [{ name: l1 }]
`;

describe('host doctor', () => {
  it('tells a program each finding with what to do', async () => {
    const { code, out } = await runCommand('host doctor --world mixed -f json');
    expect(code).toBe(6);
    expect(JSON.parse(out)).toContainEqual({
      severity: 'warning',
      vnic: null,
      problem: "network 'prod_net': no link on U78C7.001.RCH0004-P1-C8-T2",
      advice: 'check the cable and the switch',
      simulated: true,
    });
  });

  it('finds the partitions of an HMC whose profile does not follow', async () => {
    const { out } = await runCommand('host doctor --world mixed --personality hmc -f value -c problem');
    expect(out).toContain('the profile of partition linux3 does not follow its changes');
    const novalink = await runCommand('host doctor --world mixed -f value -c problem');
    expect(novalink.out).not.toContain('profile');
  });

  it('tells levels, and where to look for what the console does not tell', async () => {
    const world = join(await testFolder(), 'old.yaml');
    await writeFile(world, oldFirmware);
    const { out } = await runCommand(`host doctor --world ${world}`);
    expect(out).toContain('behind an HMC, V10R3 M1060, API V1_3_0\n');
    expect(out).toContain('firmware: FW830.00 (12)\n  VIOS vios1: VIOS 3.1.4.10, vNICs: yes, failover: no\n');
    expect(out).toContain('its firmware is FW830.00 (12), FW840 brought that');
    expect(out).toContain(
      'VIOS vios1 cannot fail vNICs over, although its level is VIOS 3.1.4.10\n         to do: see on the console',
    );
    expect(out).toContain(
      'VIOS vios2 cannot fail vNICs over (its level is VIOS 2.2.4.10, 2.2.5 brought that)\n',
    );
    const novalink = await runCommand('host doctor --world small');
    expect(novalink.out).toContain('behind NovaLink, level not told, API V1_3_0\n');
    expect(novalink.out).toContain('firmware: not told here; lsmcode in its partition shows it\n');
  });

  it('does not break lines in a pipe', async () => {
    const { out } = await runCommand('host doctor --world mixed');
    expect(out).toContain(
      'WARNING  VIOS vios3 cannot be reached (RMC inactive)\n         to do: bring it up and wait some minutes for its RMC connection\n',
    );
  });
});

describe('host impact', () => {
  it.each([
    ['adapter C8', 3],
    ['pport 1:0', 3],
    ['vios vios1', 3],
    ['adapter C99', 4],
    ['vios nobody', 4],
    ['disk C8', 2],
  ])('%s ends with %i', async (loss, code) => {
    const state = join(await testFolder(), 'lab.json');
    await runCommand(`vnic create -p lpar1 --network prod_net --world small --state ${state}`);
    expect(await runCommand(`host impact ${loss} --state ${state}`)).toMatchObject({ code });
  });
});

describe('host snapshot', () => {
  it("is its owner's alone, and boots as the same host", async () => {
    const folder = await testFolder();
    const [state, twin] = [join(folder, 'lab.json'), join(folder, 'twin.xml')];
    await runCommand(`vnic create -p lpar1 --network prod_net --world small --state ${state}`);
    const { code, out } = await runCommand(`host snapshot ${twin} --state ${state}`);
    expect(code).toBe(0);
    expect(out).toMatch(/^\S+twin\.xml: \d+ documents, \d+ KB; boot it with --recording \S+twin\.xml\n$/);
    expect((await stat(twin)).mode & 0o777).toBe(0o600);
    // What was asked for is no part of the host.
    await rm(`${state}.records`);
    const list = (from: string) => runCommand(`vnic list -f json --wide ${from}`);
    expect((await list(`--recording ${twin}`)).out).toBe((await list(`--state ${state}`)).out);
    expect(await readFile(twin, 'utf8')).not.toMatch(/https:\/\/(?!console\.invalid)[^"]*\/rest/);
  });

  it('says where it cannot be written', async () => {
    const { code, err } = await runCommand('host snapshot /nowhere/host.xml --world small');
    expect(code).toBe(2);
    expect(err).toContain('/nowhere/host.xml cannot be written: there is no such file or folder');
  });
});

describe('pool show', () => {
  it('counts what the planner would place, for each network', async () => {
    const pool = async (options: string): Promise<unknown> =>
      JSON.parse(
        (await runCommand(`pool show --world mixed -f json -c network -c placeable ${options}`)).out,
      );
    expect(await pool('')).toContainEqual({ network: 'mgmt_net', placeable: 6, simulated: true });
    expect(await pool('--network backup_net --redundancy 1 --capacity 50%')).toEqual([
      { network: 'backup_net', placeable: 2, simulated: true },
    ]);
  });
});
