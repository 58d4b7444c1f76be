import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** How help texts are laid out: for 80 columns, what is a command's own first. */
export const helpLayout = {
  minWidthToWrap: 20,
  subcommandTerm,
  groupItems,
};

/** Every command has options; its arguments are what tells them apart. */
function subcommandTerm(command: CommandUnknownOpts): string {
  const operands = command.registeredArguments.map((each) => {
    const name = `${each.name()}${each.variadic ? '...' : ''}`;
    return each.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...operands].join(' ');
}

/** Groups that many commands share, in the order in which they end a help text. */
const shared = ['Options:', 'Output:', 'Console:', 'Simulated console, instead of a real one:'];

function groupItems<Item>(
  unsorted: readonly Item[],
  visible: readonly Item[],
  groupOf: (item: Item) => string,
): Map<string, Item[]> {
  const names = [...new Set([...unsorted, ...visible].map(groupOf))];
  const ordered = names.toSorted((left, right) => shared.indexOf(left) - shared.indexOf(right));
  return new Map(ordered.map((name) => [name, visible.filter((item) => groupOf(item) === name)]));
}
