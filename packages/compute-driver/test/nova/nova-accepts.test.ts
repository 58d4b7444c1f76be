import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createResourceReporter, deviceSpecOf, type PciDevice } from '../../src/index.ts';
import { simulatedComputeHost } from '../simulated-compute-host.ts';
import { noSignal } from '../simulated-host.ts';

/** Debian's own: python3-nova is installed for no other. */
const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('./accept_devices.py', import.meta.url));

const hasNova = spawnSync(python, ['-c', 'import nova.pci.manager']).status === 0;
if (!hasNova) process.stdout.write(`skipped: ${python} has no nova (Debian's package python3-nova)\n`);

interface Verdict {
  readonly accepted: readonly string[];
  readonly networks: Readonly<
    Record<string, { readonly claimed: readonly string[]; readonly left: number; readonly freed: boolean }>
  >;
}

describe.skipIf(!hasNova)("Nova's own device tracker", () => {
  test.each([
    ['mixed', 'placeable'],
    ['dense', 'placeable'],
    ['pair', 'placeable'],
    ['mixed', 'advertised'],
  ] as const)(
    'accepts every device of world %s (%s), gives each to one claim of its network and takes it back',
    async (world, mode) => {
      const { compute } = await simulatedComputeHost({
        world,
        ...(world === 'pair' ? { system: 'left-9009-42A' } : {}),
      });
      const reporter = createResourceReporter(compute, { hostname: 'compute-1', mode });
      const { resource } = await reporter.getAvailableResource(noSignal);
      const devices = JSON.parse(resource.pci_passthrough_devices) as readonly PciDevice[];
      const networks = [...new Set(devices.map(({ label }) => label))];
      expect(networks.length).toBeGreaterThan(0);

      const verdict = askNova({ devices, device_spec: deviceSpecOf(networks) });

      expect(verdict.accepted).toEqual(addressesOf(devices));
      for (const network of networks) {
        const own = addressesOf(devices.filter(({ label }) => label === network));
        expect(verdict.networks[network]).toEqual({ claimed: own, left: own.length, freed: true });
      }
    },
    120_000,
  );

  test("drops nova-powervm's addresses beyond the eighth virtual function, which ours replace", () => {
    const old = (vf: number) => ({
      address: `*:1:0.${vf}`,
      parent_addr: '*:*:*.*',
      vendor_id: '*',
      product_id: '*',
      dev_type: 'type-VF',
      numa_node: 1,
      label: 'default',
      physical_network: 'default',
    });
    const { accepted } = askNova({
      devices: [old(7), old(8)],
      device_spec: [{ physical_network: 'default' }],
    });
    expect(accepted).toEqual(['*:1:0.7']);
  }, 60_000);
});

function addressesOf(devices: readonly PciDevice[]): readonly string[] {
  return devices.map(({ address }) => address).toSorted();
}

function askNova(report: unknown): Verdict {
  const { status, stdout, stderr } = spawnSync(python, [script], {
    input: JSON.stringify(report),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`Nova's tracker ended with ${status}: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as Verdict;
}
