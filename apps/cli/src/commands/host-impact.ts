import { formatMacAddress, sameUuid } from '@powervm-sriov/pypowervm-ts/identifiers';
import {
  type DeviceName,
  type HostSnapshot,
  type Impact,
  impactOf,
  type VnicImpact,
} from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { withHost } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import { shortLocation } from '../render/short-location.ts';
import { showCommand } from './console-command.ts';
import { harmCodeHelp, harmCodes } from './harm-codes.ts';
import { placeArgument, selectPlace, whichArgument } from './select-place.ts';

interface ImpactRow {
  readonly effect: 'cut off' | 'one path' | 'redundant';
  readonly partition: string;
  readonly vnic: VnicImpact;
}

const impactColumns: readonly Column<ImpactRow>[] = [
  {
    name: 'effect',
    value: ({ effect }) => effect,
    tone: ({ effect }) => (effect === 'cut off' ? 'bad' : undefined),
  },
  { name: 'partition', value: ({ partition }) => partition },
  { name: 'mac', value: ({ vnic }) => formatMacAddress(vnic.mac) },
  { name: 'loses', value: ({ vnic }) => places(vnic.losing) },
  { name: 'keeps', value: ({ vnic }) => places(vnic.keeping) },
  { name: 'traffic', value: ({ vnic }) => trafficOf(vnic), detail: true },
  { name: 'lost_ports', value: ({ vnic }) => vnic.losing.map(({ port }) => port).join(' '), detail: true },
  { name: 'kept_ports', value: ({ vnic }) => vnic.keeping.map(({ port }) => port).join(' '), detail: true },
];

/** Asked before a card is pulled or a VIOS is stopped. */
export function hostImpactCommand(context: CommandContext) {
  return showCommand('impact', 'what losing an adapter, a port or a VIOS does to the vNICs; changes nothing')
    .addArgument(placeArgument('what is lost'))
    .argument('<which>', whichArgument)
    .addHelpText(
      'after',
      `\n${harmCodeHelp('every vNIC keeps its redundancy', 'a vNIC is left with one path', 'a vNIC loses its last path')}`,
    )
    .action((kind, which, options) =>
      withHost(context, options, async ({ screen, snapshot }) => {
        const host = await snapshot();
        const impact = impactOf({ snapshot: host, loss: selectPlace(host, kind, which) });
        const rows = impactRows(host, impact);
        if (options.format === 'table') screen.stderr.write(`${summary(impact, rows.length)}\n`);
        if (rows.length > 0 || options.format !== 'table') {
          await renderList(screen, { columns: impactColumns, rows, empty: 'no vNIC is touched' }, options);
        }
        context.exit(harmOf(impact));
      }),
    );
}

function impactRows(host: HostSnapshot, impact: Impact): readonly ImpactRow[] {
  const rows = (effect: ImpactRow['effect'], vnics: readonly VnicImpact[]): readonly ImpactRow[] =>
    vnics.map((vnic) => {
      const partition = host.partitions.find(({ uuid }) => sameUuid(uuid, vnic.partitionUuid));
      return { effect, partition: partition?.name ?? vnic.partitionUuid, vnic };
    });
  return [
    ...rows('cut off', impact.losesAllPaths),
    ...rows('one path', impact.losesRedundancy),
    ...rows('redundant', impact.stillRedundant),
  ];
}

function summary({ lost, untouched }: Impact, touched: number): string {
  const vnics =
    touched === 0 ? 'no vNIC is touched' : `${touched} vNIC${touched === 1 ? ' is' : 's are'} touched`;
  return `Without ${lost ?? 'it'}: ${vnics}${touched === 0 ? '' : `, ${untouched} not`}`;
}

function harmOf({ losesAllPaths, losesRedundancy }: Impact): number {
  if (losesAllPaths.length > 0) return harmCodes.serious;
  return losesRedundancy.length > 0 ? harmCodes.some : harmCodes.none;
}

/** The traffic of a vNIC goes where its active device is. */
function trafficOf({ losesActive, keeping }: VnicImpact): string {
  if (keeping.length === 0) return 'stops';
  return losesActive ? 'moves' : 'stays';
}

function places(devices: readonly DeviceName[]): string {
  return devices.map(({ port, vios }) => `${shortLocation(port)} (${vios})`).join(', ');
}
