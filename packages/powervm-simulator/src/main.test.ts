import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { logonBody } from '../test/open-session.ts';
import { readXml } from './xml/read-xml.ts';
import { textOf } from './xml/sim-element.ts';

/** The command as it is shipped, as a process of its own. Two folders below the package, so that it finds worlds/. */
const built = fileURLToPath(new URL(`../.cache/main-test-${process.pid}`, import.meta.url));

interface Ready {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly ca?: string;
  readonly control?: string;
  readonly systems: readonly string[];
}

let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  await build({
    entry: { main: fileURLToPath(new URL('./main.ts', import.meta.url)) },
    outDir: built,
    config: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    silent: true,
    external: ['saxes', 'yaml', 'zod'],
    noExternal: [/^@powervm-sriov\//],
    esbuildOptions: (options) => {
      options.conditions = ['@powervm-sriov/source'];
    },
  });
  folder = await mkdtemp(join(tmpdir(), 'powervm-simulator-test-'));
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await rm(built, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [join(built, 'main.js'), ...args]);
  running.push(child);
  let out = '';
  let errors = '';
  const ready = new Promise<Ready>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n') && out.startsWith('{')) resolve(JSON.parse(out) as Ready);
    });
    child.once('close', () => reject(new Error(`ended before it was ready: ${errors}`)));
  });
  ready.catch(() => {});
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; out: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, errors }));
  });
  return { child, ready, ended };
}

describe('powervm-simulator', () => {
  it('tells where it is in one line, serves logon there, and ends cleanly on SIGTERM with a client connected', async () => {
    const { child, ready, ended } = run('--control');
    const { url, user, password, control, systems } = await ready;
    expect([control, systems.length]).toEqual([`${url}/__sim/`, 1]);
    const logon = await fetch(`${url}/rest/api/web/Logon`, {
      method: 'PUT',
      body: logonBody(user, password),
    });
    expect(textOf(readXml(await logon.text()), 'X-API-Session')).toMatch(/^\S{60,}$/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });
  });

  it('ends at once on SIGTERM, whatever requests it is in the midst of', async () => {
    const { child, ready, ended } = run('--control');
    const { url, user, password, control } = await ready;
    const logon = await fetch(`${url}/rest/api/web/Logon`, {
      method: 'PUT',
      body: logonBody(user, password),
    });
    const headers = { 'x-api-session': textOf(readXml(await logon.text()), 'X-API-Session') ?? '' };
    const events = `${url}/rest/api/uom/Event?QUEUE_APPLICATIONID=1`;
    await (await fetch(events, { headers })).text();
    const slow = { match: { path: 'ManagedSystem' }, fault: 'latency', ms: 600_000, times: 3 };
    await fetch(`${control}faults`, { method: 'POST', body: JSON.stringify(slow) });
    const [poll, ...reads] = [events, ...Array<string>(3).fill(`${url}/rest/api/uom/ManagedSystem`)].map(
      (address) =>
        fetch(address, { headers }).then(
          ({ status }) => status,
          () => 'cut off',
        ),
    );
    await vi.waitFor(async () => {
      const counters = (await (await fetch(`${control}counters`)).json()) as { requests: object };
      expect(Object.values(counters.requests)).toEqual(expect.arrayContaining([2, 3]));
    });
    child.kill('SIGTERM');
    expect(await Promise.all(reads)).toEqual(['cut off', 'cut off', 'cut off']);
    expect([204, 'cut off']).toContain(await poll);
    expect(await ended).toMatchObject({ code: 0, errors: '' });
  });

  it('goes on from its state file', async () => {
    const args = ['--control', '--state', join(folder, 'state.json')];
    const first = run(...args);
    const before = await portsOf(await first.ready);
    const [{ location }] = before;
    await fetch(`${(await first.ready).control}cable`, {
      method: 'POST',
      body: JSON.stringify({ location, plugged: false }),
    });
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const second = run(...args);
    const after = await portsOf(await second.ready);
    expect(after.map(({ linkUp }) => linkUp)).toEqual(before.map((port) => port.location !== location));
  });

  it('speaks TLS with a certificate that its ready line lets clients verify', async () => {
    const { ready } = run('--tls', '--personality', 'hmc');
    const { url, ca = '' } = await ready;
    const status = (trusted?: string) =>
      new Promise<string>((resolve) => {
        const outgoing = request(
          `${url}/rest/api/uom/ManagedSystem`,
          { ...(trusted && { ca: trusted }), agent: false },
          (answer) => {
            answer.resume();
            resolve(`${answer.statusCode} ${answer.headers['x-mc-type']}`);
          },
        );
        outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
        outgoing.end();
      });
    expect(await status(ca)).toBe('401 HMC');
    expect(await status()).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it.each([
    [['--listen', 'nowhere'], 'powervm-simulator: --listen is HOST:PORT, not nowhere.\n'],
    [['--personality', 'vmm'], 'powervm-simulator: --personality is novalink or hmc, not vmm.\n'],
    [['--world', 'small', '--recording', 'x'], 'powervm-simulator: Give --world or --recording, not both.\n'],
    [['--world', 'atlantis'], /^powervm-simulator: There is no world atlantis: .*\n$/],
    [['--colour'], /^powervm-simulator: Unknown option '--colour'.*\n$/],
    [
      ['--recording', '/nonexistent'],
      'powervm-simulator: The recording /nonexistent cannot be read; name a readable file.\n',
    ],
    [
      ['--recording', import.meta.filename],
      /^powervm-simulator: The recording \S+main\.test\.ts is of no use: The document cannot be read: .*\n$/,
    ],
    [['--state', '/'], 'powervm-simulator: The state file / cannot be read (EISDIR).\n'],
    [
      ['--state', '/nonexistent/x'],
      'powervm-simulator: The state file /nonexistent/x cannot be written (there is no such folder).\n',
    ],
    [
      ['--listen', '300.1.1.1:0'],
      /^powervm-simulator: Nothing can listen on 300\.1\.1\.1:0 \(E\w+\); give another address, or port 0\.\n$/,
    ],
  ])('refuses %j in one line', async (args, message) => {
    const { code, out, errors } = await run(...args).ended;
    expect([code, out]).toEqual([1, '']);
    if (typeof message === 'string') expect(errors).toBe(message);
    else expect(errors).toMatch(message);
  });

  it('helps', async () => {
    const { code, out } = await run('--help').ended;
    expect(code).toBe(0);
    expect(out).toContain('--recording FILE');
  });
});

interface Port {
  readonly location: string;
  readonly linkUp: boolean;
}

async function portsOf({ control }: Ready): Promise<[Port, ...Port[]]> {
  const state = (await (await fetch(`${control}state`)).json()) as {
    systems: [{ ports: [Port, ...Port[]] }];
  };
  return state.systems[0].ports;
}
