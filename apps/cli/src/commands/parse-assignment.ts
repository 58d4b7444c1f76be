import { CommandError } from '../command-error.ts';

/** `field=value` of a command line. */
export interface Assignment {
  readonly key: string;
  readonly value: string;
}

/** For an option that is repeated, or takes several. */
export function collectAssignments(text: string, before: readonly Assignment[] = []): readonly Assignment[] {
  return [...before, parseAssignment(text)];
}

/** @throws CommandError USAGE where there is no `=` or nothing before it. */
function parseAssignment(text: string): Assignment {
  const match = /^([^=]+)=(.*)$/s.exec(text);
  if (match === null) throw new CommandError('USAGE', `${JSON.stringify(text)} is not FIELD=VALUE`);
  const [, key = '', value = ''] = match;
  return { key: key.trim(), value };
}
