import type { VnicRecord } from '@powervm-sriov/compute-driver';
import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type BackingDeviceSnapshot,
  type DeviceChange,
  type DeviceChangePlan,
  explainDeviceChange,
  type HostSnapshot,
  nameDevice,
  type VnicSnapshot,
} from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import { type HostOptions, type HostWork, withHost } from '../connection/with-host.ts';
import { exitCodes } from '../exit-code.ts';
import type { OutputOptions } from '../render/output-options.ts';
import { renderList } from '../render/render-list.ts';
import { withProgress } from '../render/with-progress.ts';
import { writeLines } from '../render/write-lines.ts';
import { selectVnic } from '../select/select-vnic.ts';
import { tellDryRun } from './tell-dry-run.ts';
import { deviceColumns, deviceRows, vnicRow } from './vnic-columns.ts';

export interface DeviceCommandLine {
  /** Names the vNIC. */
  readonly wanted: string;
  readonly options: HostOptions &
    OutputOptions & { readonly lpar?: string | undefined; readonly dryRun?: true | undefined };
  /** Where the labels of its ports do not tell it. */
  readonly network?: string | undefined;
}

/** A change that is planned first, or the activation of a device, for which there is nothing to plan. */
type Wish = DeviceChange | { readonly kind: 'activate'; readonly device: BackingDeviceSnapshot };

interface Found {
  readonly known: HostSnapshot;
  readonly vnic: VnicSnapshot;
  /** What is wanted of it, where that is on record. */
  readonly record: VnicRecord | undefined;
}

/** Finds the vNIC, plans the change, tells it, makes it unless it is only tried, and shows the devices. */
export function changeDevices(
  context: CommandContext,
  line: DeviceCommandLine,
  choose: (found: Found) => Wish,
): Promise<void> {
  const { wanted, options } = line;
  return withHost(context, options, async (work) => {
    const { hosts, host, screen, signal, snapshot } = work;
    const known = await snapshot();
    const vnic = selectVnic(known, wanted, options.lpar);
    const { mac, partitionUuid: partition } = vnic;
    const records = await hosts.listRecorded(host, signal);
    const record = records.find((each) => each.mac === mac && sameUuid(each.partition, partition));
    const found = { known, vnic, record };
    const wish = choose(found);
    const plan = await planWish(work, found, { wish, network: line.network });
    writeLines(screen.stderr, screen.width, explainDeviceChange(plan));
    if (!plan.feasible) return context.exit(exitCodes.refused);
    if (options.dryRun === true) return tellDryRun(screen);
    const name = `vNIC ${formatMacAddress(mac)}`;
    const share =
      wish.kind === 'capacity' ? { capacity: wish.capacity, maxCapacity: wish.maxCapacity } : undefined;
    const changed = await withProgress(context.io, `changing ${name}`, () =>
      tellInterruption({
        work: () => hosts.changeDevices(host, { partition, mac, steps: plan.steps, share }, signal),
        look: async (until) => describeDevices(name, (await work.read(until)).snapshot, vnic),
        signal,
      }),
    );
    const rows = deviceRows(await snapshot(), changed);
    await renderList(screen, { columns: deviceColumns, rows, empty: 'no backing devices' }, options);
  });
}

async function planWish(
  { hosts, host, signal }: HostWork,
  { known, vnic }: Found,
  { wish, network }: { readonly wish: Wish; readonly network: string | undefined },
): Promise<DeviceChangePlan> {
  const { mac, partitionUuid } = vnic;
  if (wish.kind === 'activate') {
    const device = { ...wish.device, name: nameDevice(wish.device, known) };
    const steps = wish.device.isActive === true ? [] : [{ kind: 'activate', device } as const];
    return { feasible: true, mac, partitionUuid, steps, exposedTo: undefined };
  }
  const target = { partition: partitionUuid, mac };
  const request = { ...target, network: network ?? networkOf(known, vnic), change: wish };
  return hosts.planDevices(host, request, signal);
}

/** What became of a vNIC whose change was given up. */
function describeDevices(name: string, now: HostSnapshot, { mac, partitionUuid }: VnicSnapshot): string {
  const vnic = now.vnics.find((each) => each.mac === mac && sameUuid(each.partitionUuid, partitionUuid));
  if (vnic === undefined) return `${name} is gone`;
  const devices = deviceRows(now, vnic).map(({ device: { isActive }, name: { port } }) =>
    isActive === true ? `${port} (active)` : port,
  );
  return `${name} has devices on ${devices.join(', ')}`;
}

/** The platform does not keep the network of a vNIC: the labels of its ports tell it, while they agree. */
function networkOf(known: HostSnapshot, vnic: VnicSnapshot): string {
  const { networks } = vnicRow(known, vnic);
  const [network, ...others] = networks;
  if (network !== undefined && others.length === 0) return network;
  throw new CommandError(
    'USAGE',
    `vNIC ${formatMacAddress(vnic.mac)} has ports on ${networks.length} networks: ${networks.join(', ') || 'none known'}`,
    '--network says which one it is meant to be on',
  );
}
