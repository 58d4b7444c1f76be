import type { Line, Option } from './read-line.ts';
import type { ValueKind } from './value-kind.ts';

/** Words that are known here, or a kind of value that is to be asked for. */
export type Candidates =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'value'; readonly value: ValueKind };

export function findCandidates({ command, operands, awaiting }: Line, typed: string): Candidates {
  if (awaiting !== undefined) return ofOption(awaiting);
  if (typed.startsWith('-')) {
    return words(command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? []));
  }
  if (command.commands.length > 0) return words(command.commands.map((each) => each.name()).filter(isShown));
  const argument = command.registeredArguments[operands.length];
  return ofValue(nameOfValue(command, argument?.name(), operands)) ?? words(argument?.argChoices ?? []);
}

/** `host impact KIND WHICH` names the value by the kind, and `maintenance end KIND WHICH` means one that is marked. */
function nameOfValue(
  command: Line['command'],
  argument: string | undefined,
  [kind]: Line['operands'],
): string | undefined {
  if (argument !== 'which') return argument;
  return command.name() === 'end' ? `marked-${kind}` : kind;
}

function ofOption({ long, argChoices }: Option): Candidates {
  return ofValue(long?.replace(/^--/, '')) ?? words(argChoices ?? (long === '--world' ? worlds : []));
}

function ofValue(name: string | undefined): Candidates | undefined {
  const value = new Map(Object.entries(valueKinds)).get(name ?? '');
  return value === undefined ? undefined : { kind: 'value', value };
}

/** By the name of an argument, or of an option that takes one. */
const valueKinds: Readonly<Record<string, ValueKind>> = {
  host: 'host',
  'to-host': 'host',
  witness: 'host',
  to: 'target',
  migration: 'migration',
  orphan: 'orphan',
  'managed-system': 'system',
  lpar: 'partition',
  partition: 'partition',
  vios: 'vios',
  adapter: 'adapter',
  port: 'port',
  pport: 'port',
  'marked-adapter': 'marked-adapter',
  'marked-pport': 'marked-port',
  'marked-vios': 'marked-vios',
  network: 'network',
  vnic: 'vnic',
  loc: 'port',
  'port-loc': 'port',
};

const worlds = ['small', 'mixed', 'pair', 'dense'];

function words(known: readonly string[]): Candidates {
  return { kind: 'words', words: known };
}

function isShown(name: string): boolean {
  return !name.startsWith('__');
}
