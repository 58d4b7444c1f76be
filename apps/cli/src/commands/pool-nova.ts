import {
  type DeviceSpec,
  deviceSpecOf,
  type PciDevice,
  type ResourceReport,
} from '@powervm-sriov/compute-driver';
import type { HostWork } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import type { OutputOptions } from '../render/output-options.ts';
import { renderList, serialize } from '../render/render-list.ts';
import type { Screen } from '../render/screen.ts';
import { writeLines } from '../render/write-lines.ts';

/** What Nova is told of the host: for programs the devices and their specs, for people what to write into nova.conf. */
export async function showNovaPool(
  { hosts, host, screen, signal, snapshot }: HostWork,
  { mode, ...options }: OutputOptions & { readonly mode: 'placeable' | 'advertised' },
): Promise<void> {
  const { name: hostname } = (await snapshot()).system;
  const report = await hosts.reportResources(host, { hostname, mode }, signal);
  const devices = JSON.parse(report.resource.pci_passthrough_devices) as readonly PciDevice[];
  const specs = deviceSpecOf([...new Set(devices.map(({ label }) => label))]);
  warn(screen, report);
  switch (options.format) {
    case 'json':
    case 'yaml':
      screen.stdout.write(await serialize({ devices, device_spec: specs }, options.format));
      return;
    case 'table':
      return showSnippet(screen, specs, devices);
    default:
      await renderList(screen, { columns, rows: devices, empty: 'no devices' }, options);
  }
}

function warn(screen: Screen, { pool, problems }: ResourceReport): void {
  writeLines(screen.stderr, screen.stderr.columns, [
    ...(pool.state === 'current' ? [] : [`warning: not what the host has at rest: ${pool.why}`]),
    ...problems.map((problem) => `warning: ${problem}`),
  ]);
}

/** Each line as nova.conf has it, however narrow the terminal is: it is there to be copied. */
function showSnippet(screen: Screen, specs: readonly DeviceSpec[], devices: readonly PciDevice[]): void {
  const count = (network: string): number => devices.filter(({ label }) => label === network).length;
  const lines = [
    '# nova.conf of the compute services: the same on every host, read at their start',
    '[pci]',
    ...specs.flatMap((spec) => [
      `# ${spec.physical_network}: ${count(spec.physical_network)} devices on this host now`,
      `device_spec = ${JSON.stringify(spec)}`,
    ]),
    '',
    '# nova.conf of the scheduler: PciPassthroughFilter is none of its defaults, and',
    '# without it servers are sent to full hosts, where they fail',
    '[filter_scheduler]',
    'enabled_filters = <those that you have>,PciPassthroughFilter',
  ];
  for (const line of lines) screen.stdout.write(`${line}\n`);
}

const columns: readonly Column<PciDevice>[] = [
  { name: 'address', value: ({ address }) => address },
  { name: 'label', value: ({ label }) => label },
  { name: 'vendor_id', value: ({ vendor_id }) => vendor_id },
  { name: 'product_id', value: ({ product_id }) => product_id },
  { name: 'dev_type', value: ({ dev_type }) => dev_type },
  { name: 'parent_addr', value: ({ parent_addr }) => parent_addr },
];
