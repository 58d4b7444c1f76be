import type { PortSettings } from '@powervm-sriov/compute-driver';
import type { PhysicalPortSnapshot } from '@powervm-sriov/sriov-core';
import type { CommandContext } from '../command-context.ts';
import { CommandError } from '../command-error.ts';
import { confirmLocation } from '../confirm/confirm-location.ts';
import { tellInterruption } from '../confirm/tell-interruption.ts';
import type { HostWork } from '../connection/with-host.ts';
import type { Column } from '../render/column.ts';
import { renderList } from '../render/render-list.ts';
import type { ChangeOptions } from './change-options.ts';
import { tellDryRun } from './tell-dry-run.ts';

export interface PortSettingsChange {
  readonly port: PhysicalPortSnapshot;
  readonly settings: GivenSettings;
}

/** As the options of the command have them: those that are not given are undefined. */
type GivenSettings = { readonly [Name in keyof PortSettings]?: PortSettings[Name] | undefined };

/** Changes the settings that are given, and shows each with the value that it had. */
export async function setPortSettings(
  { io }: CommandContext,
  work: HostWork,
  { port, settings: given }: PortSettingsChange,
  options: ChangeOptions,
): Promise<void> {
  const { screen, signal, host, hosts } = work;
  const { force = false, dryRun = false, yes = false } = options;
  const { location } = port;
  const settings = givenSettings(given);
  const rows = compareSettings(port, settings);

  if (!dryRun && rows.length > 0) {
    if (force && (port.configuredLogicalPorts ?? 0) > 0) {
      const warning = `Port ${location} is in use: traffic on it may stop for a while.`;
      await confirmLocation(io, { warning, location, yes }, signal);
    }
    await tellInterruption({
      signal,
      work: () => hosts.setPort(host, { port: location, settings, force }, signal),
      look: async (until) => {
        const { adapters } = (await work.read(until)).snapshot;
        const now = adapters.flatMap(({ ports }) => ports).find((each) => each.location === location);
        const isDone = now !== undefined && compareSettings(now, settings).length === 0;
        return isDone ? 'the settings had been sent, and are made' : `port ${location} was not changed`;
      },
    });
  }
  await renderList(screen, { columns, rows, empty: `port ${location} has these settings already` }, options);
  if (dryRun) tellDryRun(screen);
}

/** @throws CommandError USAGE where none is given. */
function givenSettings({ sublabel, mtu, switchMode, maxLogicalPorts }: GivenSettings): PortSettings {
  const settings = {
    ...(sublabel === undefined ? {} : { sublabel }),
    ...(mtu === undefined ? {} : { mtu }),
    ...(switchMode === undefined ? {} : { switchMode }),
    ...(maxLogicalPorts === undefined ? {} : { maxLogicalPorts }),
  };
  if (Object.keys(settings).length > 0) return settings;
  throw new CommandError(
    'USAGE',
    'nothing to set',
    '--max-logical-ports, --mtu, --switch-mode and --sublabel are the settings',
  );
}

interface SettingRow {
  readonly setting: string;
  readonly is: string | number | undefined;
  readonly wanted: string | number | undefined;
}

function compareSettings(port: PhysicalPortSnapshot, wanted: PortSettings): readonly SettingRow[] {
  const rows: readonly SettingRow[] = [
    { setting: 'max_logical_ports', is: port.configuredMaxLogicalPorts, wanted: wanted.maxLogicalPorts },
    { setting: 'mtu', is: port.mtu, wanted: wanted.mtu },
    { setting: 'switch_mode', is: port.switchMode, wanted: wanted.switchMode },
    { setting: 'sublabel', is: port.sublabel, wanted: wanted.sublabel },
  ];
  return rows.filter((row) => row.wanted !== undefined && row.wanted !== row.is);
}

const columns: readonly Column<SettingRow>[] = [
  { name: 'setting', value: ({ setting }) => setting },
  { name: 'value', value: ({ is }) => is },
  { name: 'new_value', value: ({ wanted }) => wanted },
];

export function parseMtu(text: string): NonNullable<PortSettings['mtu']> {
  return oneOf('--mtu', text.replace(/^E_/i, ''), { 1500: 'E_1500', 9000: 'E_9000' });
}

export function parseSwitchMode(text: string): NonNullable<PortSettings['switchMode']> {
  return oneOf('--switch-mode', text.toLowerCase(), { veb: 'Veb', vepa: 'Vepa' });
}

export function parsePortCount(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new CommandError('USAGE', `--max-logical-ports ${JSON.stringify(text)}: expected a whole number`);
}

function oneOf<Value extends string>(
  option: string,
  text: string,
  values: Readonly<Record<string, Value>>,
): Value {
  const found = new Map(Object.entries(values)).get(text);
  if (found !== undefined) return found;
  throw new CommandError(
    'USAGE',
    `${option} ${JSON.stringify(text)}: expected one of ${Object.keys(values).join(', ')}`,
  );
}
