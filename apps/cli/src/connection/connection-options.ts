import { type Command, Option, type OptionValues } from '@commander-js/extra-typings';

/** How a command reaches its console, as given on the command line. */
export interface ConnectionOptions {
  readonly host?: string | undefined;
  readonly user?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly tokenDirectory?: string | undefined;
  readonly caFile?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly config?: string | undefined;
  readonly records?: string | undefined;
  /** Another console, to whose systems partitions move; and one that sees a dead system. */
  readonly toHost?: string | undefined;
  readonly witness?: string | undefined;
  readonly world?: string | undefined;
  readonly recording?: string | undefined;
  readonly state?: string | undefined;
  readonly personality?: 'novalink' | 'hmc' | undefined;
  readonly debug?: true | undefined;
}

const ofConsole = 'Console:';
const ofSimulator = 'Simulated console, instead of a real one:';

/** Only the name of a host comes from the environment: what a command reaches must be seen on its line. */
export function addConnectionOptions<Arguments extends unknown[], Options extends OptionValues>(
  command: Command<Arguments, Options>,
) {
  return command
    .optionsGroup(ofConsole)
    .option('--host <name|url>', 'a host of the hosts file, or a URL (environment: PVM_SRIOV_HOST)')
    .option('--user <name>', 'who logs on')
    .option('--password-file <file>', 'a file with the password; asked for on a terminal otherwise')
    .addOption(
      new Option(
        '--token-directory <dir>',
        'where NovaLink on this machine leaves tokens: no password',
      ).conflicts('passwordFile'),
    )
    .option('--ca-file <file>', 'the CA that signed the certificate of the console')
    .option('--fingerprint <sha256>', 'the certificate itself, pinned')
    .option('--config <file>', 'the hosts file (default: $XDG_CONFIG_HOME/pvm-sriov/hosts.ini)')
    .option('--records <file>', 'what was asked for (default: $XDG_STATE_HOME/pvm-sriov/records.sqlite)')
    .option('--debug', 'tell each request, and all that is known of an error')
    .optionsGroup(ofSimulator)
    .addOption(
      new Option('--world <name|file>', 'small, mixed, pair, dense, or a YAML file').conflicts('recording'),
    )
    .option('--recording <file>', 'a twin of a recorded host')
    .option('--state <file>', 'go on from this file, and keep it up to date')
    .addOption(
      new Option('--personality <kind>', 'the kind of console').choices(['novalink', 'hmc'] as const),
    );
}

/** Options that only a real console has, as they are spelt. */
export const consoleOnly = {
  host: '--host',
  user: '--user',
  passwordFile: '--password-file',
  tokenDirectory: '--token-directory',
  caFile: '--ca-file',
  fingerprint: '--fingerprint',
  config: '--config',
  records: '--records',
  toHost: '--to-host',
  witness: '--witness',
} as const satisfies Partial<Record<keyof ConnectionOptions, string>>;
