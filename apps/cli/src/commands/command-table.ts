import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { CommandContext } from '../command-context.ts';

/** A first word of the command line, with what `--help` says of it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** The command itself comes with what it needs only when it is wanted: a start takes half the time. */
  readonly load: (context: CommandContext) => Promise<CommandUnknownOpts>;
  /** It answers `--help` itself. */
  readonly ownHelp?: true;
}

/** In the order of `--help`. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'connect',
    summary: 'name a console, and pin its certificate',
    load: async (context) => (await import('./connect.ts')).connectCommand(context),
  },
  {
    name: 'sriov',
    summary: 'adapters and ports as pvmctl spells them: list, update',
    load: async (context) => (await import('./sriov.ts')).sriovCommand(context),
  },
  {
    name: 'adapter',
    summary: 'SR-IOV adapters: list, show, set-mode',
    load: async (context) => (await import('./adapter.ts')).adapterCommand(context),
  },
  {
    name: 'pport',
    summary: 'SR-IOV physical ports: list, show, label, set',
    load: async (context) => (await import('./pport.ts')).pportCommand(context),
  },
  {
    name: 'label',
    summary: 'the labels of all ports in one file: export, diff, apply',
    load: async (context) => (await import('./label.ts')).labelCommand(context),
  },
  {
    name: 'vios',
    summary: 'Virtual I/O Servers: list',
    load: async (context) => (await import('./vios.ts')).viosCommand(context),
  },
  {
    name: 'lpar',
    summary: 'client partitions: list, show, create, power, delete',
    load: async (context) => (await import('./lpar.ts')).lparCommand(context),
  },
  {
    name: 'vnic',
    summary: 'vNICs: plan, create, list, show, delete, adopt, heal, and their backing devices',
    load: async (context) => (await import('./vnic.ts')).vnicCommand(context),
  },
  {
    name: 'pool',
    summary: 'room for vNICs, for people and for Nova: show',
    load: async (context) => (await import('./pool.ts')).poolCommand(context),
  },
  {
    name: 'host',
    summary: 'the host as a whole: list, doctor, impact, drain, snapshot',
    load: async (context) => (await import('./host.ts')).hostCommands(context),
  },
  {
    name: 'maintenance',
    summary: 'places that are being worked on: start, end, list',
    load: async (context) => (await import('./maintenance.ts')).maintenanceCommand(context),
  },
  {
    name: 'migration',
    summary: 'partitions that move to another system: check, start, list, confirm, revert ...',
    load: async (context) => (await import('./migration.ts')).migrationCommand(context),
  },
  {
    name: 'orphan',
    summary: 'vNICs that nobody wants any more, and records of nothing: list, delete',
    load: async (context) => (await import('./orphan.ts')).orphanCommand(context),
  },
  {
    name: 'demo',
    summary: 'plan, create, fail over and remove a redundant vNIC on an embedded, simulated host',
    load: async (context) => (await import('./demo.ts')).demoCommand(context),
  },
  {
    name: 'simulate',
    summary: 'serve a simulated PowerVM console, as powervm-simulator does; simulate --help tells how',
    load: async (context) => (await import('./simulate.ts')).simulateCommand(context),
    ownHelp: true,
  },
  {
    name: 'completion',
    summary: 'what a shell needs to complete names, live ones too: source <(pvm-sriov completion bash)',
    load: async (context) => (await import('./completion.ts')).completionCommand(context),
  },
];
