import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '@powervm-sriov/powervm-simulator';

/** A simulated HMC behind TLS that a page knows by an address of its own. */
export interface PageConsole {
  /** An argument as the page writes it, with the address that the console really has. */
  toReal(argument: string): string;
  /** The other way round; what is new in every certificate becomes what the page shows. */
  toPage(text: string): string;
  close(): Promise<void>;
}

export interface PageConsolePlan {
  readonly address: string;
  readonly world: string;
  readonly user: string;
  /** With the world, and the password in `password.txt`. */
  readonly folder: string;
}

export async function startPageConsole(plan: PageConsolePlan): Promise<PageConsole> {
  const { address, world, user, folder } = plan;
  const simulator = await startSimulator({
    world: join(folder, world),
    personality: 'hmc',
    user,
    password: (await readFile(join(folder, 'password.txt'), 'utf8')).trim(),
    listen: { host: '127.0.0.1', port: 0 },
    tls: true,
  });
  const { url = '', ca = '' } = simulator;
  const { fingerprint256, validTo } = new X509Certificate(ca);
  const shownFingerprint = halves(madeUp);
  const toPage = (text: string): string =>
    [fingerprint256, ...halves(fingerprint256)].reduce(
      (each, real, part) => each.replaceAll(real, [madeUp, ...shownFingerprint][part] ?? ''),
      text.replaceAll(url, address).replaceAll(validTo, 'Jan  1 00:00:00 2030 GMT'),
    );
  return {
    toReal: (argument) => argument.replaceAll(address, url),
    toPage,
    close: () => simulator.close(),
  };
}

const madeUp = Array.from({ length: 32 }, (_, at) =>
  (0x10 + at * 7).toString(16).toUpperCase().slice(-2),
).join(':');

function halves(fingerprint: string): readonly string[] {
  const half = fingerprint.length / 2 + 1;
  return [fingerprint.slice(0, half), fingerprint.slice(half)];
}
