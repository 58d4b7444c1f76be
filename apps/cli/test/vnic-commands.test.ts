import { join } from 'node:path';
import { parseMacAddress } from '@powervm-sriov/pypowervm-ts/identifiers';
import { describe, expect, it } from 'vitest';
import { type CapturedRun, runCaptured, words } from './run-captured.ts';
import { testFolder } from './test-folder.ts';

const runCommand = (line: string, options?: CapturedRun) => runCaptured(words(line), options);

const mac = 'fa:16:3e:00:00:01';

async function lab(world = 'small') {
  const state = join(await testFolder(), 'lab.json');
  const run = (line: string) => runCommand(`${line} --world ${world} --state ${state}`);
  const records = async (line: string): Promise<unknown> => JSON.parse((await run(`${line} -f json`)).out);
  return { run, records };
}

describe('vnic create', () => {
  it('makes up an address that is local, unicast and new, and shows it', async () => {
    const { run, records } = await lab();
    const addresses: string[] = [];
    for (const partition of ['lpar1', 'lpar2', 'lpar1']) {
      const created = await run(`vnic create -p ${partition} --network prod_net -f json`);
      expect(created.code).toBe(0);
      addresses.push((JSON.parse(created.out) as { mac: string }).mac);
    }
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) {
      expect(Number.parseInt(parseMacAddress(address).slice(0, 2), 16) & 0b11).toBe(0b10);
    }
    expect(await records('vnic list -c mac')).toEqual(
      expect.arrayContaining(addresses.map((address) => ({ mac: address, simulated: true }))),
    );
  });

  it('changes nothing with --dry-run, and shows what it would do', async () => {
    const { run, records } = await lab();
    const tried = await run(`vnic create -p lpar1 --network prod_net --mac ${mac} --dry-run -f csv`);
    expect(tried.out).toBe(
      [
        'priority,port,vios,capacity',
        '10,U78D3.001.WZS0001-P1-C8-T1,vios1,1.0%',
        '20,U78D3.001.WZS0001-P1-C9-T1,vios2,1.0%\n',
      ].join('\n'),
    );
    expect(await records('vnic list')).toEqual([]);
  });

  it('gives a program an empty list and the reasons beside it where there is no place', async () => {
    const { run } = await lab();
    const refused = await run(`vnic create -p lpar1 --network nowhere --mac ${mac} -f json`);
    expect(refused).toMatchObject({ code: 3, out: '[]\n' });
    expect(refused.err).toContain(
      "because no port is labelled 'nowhere'; the host has ports on 'prod_net' only\n",
    );
  });

  it('tells once, and by name, whose address it is', async () => {
    const { run } = await lab();
    await run(`vnic create -p lpar1 --network prod_net --mac ${mac}`);
    const { code, err } = await run(`vnic create -p lpar2 --network prod_net --mac ${mac}`);
    expect(code).toBe(3);
    expect(err.split('\n').slice(1)).toEqual([
      `pvm-sriov: vNIC ${mac} on network 'prod_net', untagged: 2 backing devices cannot be placed`,
      `  because a vNIC of partition lpar1 already has MAC ${mac}`,
      '  to do:  use another address, or unplug that vNIC first',
      '',
    ]);
  });

  it('refuses a vNIC of another shape with an address that is taken', async () => {
    const { run } = await lab();
    await run(`vnic create -p lpar1 --network prod_net --mac ${mac} --vlan 7`);
    const other = await run(`vnic create -p lpar1 --network prod_net --mac ${mac} --vlan 8`);
    expect(other.code).toBe(3);
    expect(other.err).toMatch(/VLAN/);
  });

  it.each([
    [
      '--capacity 2',
      'capacity "2" is not valid: expected a percentage such as 2%, or a fraction such as 0.02',
    ],
    ['--redundancy 7', '--redundancy "7": expected a number of devices from 1 to 6'],
    ['--vlan 1', 'VLAN "1" is not valid: expected 0 (untagged) or 2 to 4094'],
    ['--mac 01:00:5e:00:00:01', 'a unicast address'],
  ])('does not understand %s', async (option, expected) => {
    const { code, err } = await runCommand(`vnic create -p lpar1 --network prod_net ${option} --world small`);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });

  it.each([
    ['GET /rest/api/uom/ManagedSystem ', 'was given up by the caller', []],
    ['PUT /rest/api/uom/LogicalPartition/', `interrupted: vNIC ${mac} of lpar1`, undefined],
  ])('that is interrupted at %s tells what became of it', async (interruptAt, told, expected) => {
    const state = join(await testFolder(), 'lab.json');
    const line = `vnic create -p lpar1 --network prod_net --mac ${mac} --world small --state ${state} --debug`;
    const { code, err } = await runCommand(line, { interruptAt });
    expect(code).toBe(130);
    expect(err).toContain(told);
    const { out } = await runCommand(`vnic list -f value -c mac --state ${state}`);
    const present = err.includes(`${mac} of lpar1 is there`) ? [mac] : [];
    expect(out.split('\n').filter((each) => each !== '')).toEqual(expected ?? present);
  });
});

describe('the backing devices of a vNIC', () => {
  it('are added, ranked, activated and removed', async () => {
    const { run, records } = await lab('pair');
    const on = `-p guest1 -m left-9009-42A`;
    const devices = () =>
      records(`vnic show ${mac} ${on}`).then((shown) => (shown as { devices: unknown }).devices);
    await run(`vnic create ${on} --network prod_net --redundancy 1 --mac ${mac}`);

    const added = await run(`vnic add-device ${mac} ${on} --capacity 4%`);
    expect(added.err).toContain(
      '  1. add U78D3.001.WZS0001-P1-C9-T1 through left-vios2, 4.0%, priority 20\n',
    );
    const [first, second] = ['U78D3.001.WZS0001-P1-C8-T1', 'U78D3.001.WZS0001-P1-C9-T1'];
    expect(await devices()).toMatchObject([
      { port: first, priority: 10, role: 'active' },
      { port: second, priority: 20, role: 'standby', capacity: '4.0%' },
    ]);

    expect((await run(`vnic set-priority ${mac} C9-T1 5 ${on}`)).code).toBe(0);
    expect(await devices()).toMatchObject([{ port: second, priority: 5, role: 'active' }, { port: first }]);

    expect((await run(`vnic activate ${mac} C8-T1 ${on}`)).code).toBe(0);
    expect(await devices()).toContainEqual(expect.objectContaining({ port: first, role: 'active' }));

    const removed = await run(`vnic remove-device ${mac} C8-T1 ${on}`);
    expect(removed.err).toMatch(/1\. activate \S+-C9-T1 through left-vios2\n {2}2\. remove \S+-C8-T1/);
    expect(await devices()).toMatchObject([{ port: second, role: 'active' }]);
  });

  it('are replaced where the vNIC is to have another share, which is wanted from then on', async () => {
    const { run, records } = await lab('pair');
    const on = `-p guest1 -m left-9009-42A`;
    await run(`vnic create ${on} --network prod_net --mac ${mac}`);
    const { err, code } = await run(`vnic set-capacity ${mac} 4% ${on}`);
    expect([code, err]).toEqual([0, expect.stringContaining('through left-vios2, 4.0%, priority')]);
    expect(await records(`vnic show ${mac} ${on}`)).toMatchObject({
      asked_for: expect.stringMatching(/^2 devices, 4\.0%, by operator /),
      devices: [{ capacity: '4.0%' }, { capacity: '4.0%' }],
    });
  });

  it('keep the last one', async () => {
    const { run } = await lab();
    await run(`vnic create -p lpar1 --network prod_net --redundancy 1 --mac ${mac}`);
    const { code, err } = await run(`vnic remove-device ${mac} C8-T1`);
    expect(code).toBe(3);
    expect(err).toContain('because a vNIC keeps at least one device\n');
  });

  it('are named where another port is meant', async () => {
    const { run } = await lab();
    await run(`vnic create -p lpar1 --network prod_net --mac ${mac}`);
    const { code, err } = await run(`vnic activate ${mac} C8-T2`);
    expect(code).toBe(4);
    expect(err).toContain('  there are: U78D3.001.WZS0001-P1-C8-T1, U78D3.001.WZS0001-P1-C9-T1\n');
  });
});
