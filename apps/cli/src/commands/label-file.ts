import type { PortLabelChange } from '@powervm-sriov/compute-driver';
import {
  InvalidIdentifier,
  parseLocationCode,
  parsePortLabel,
} from '@powervm-sriov/pypowervm-ts/identifiers';
import type { HostSnapshot } from '@powervm-sriov/sriov-core';
import { InvalidIni, readIni } from '../config/read-ini.ts';

const section = 'labels';

/** The labels of a host as an ini file: one port a line, so that people edit it and version control compares it. */
export function formatLabelFile({ system, adapters }: HostSnapshot): string {
  const lines = adapters.flatMap(({ description, location, ports }) =>
    ports.length === 0
      ? []
      : [
          '',
          `# ${location}: ${description}`,
          ...ports.map((port) => `${port.location} = ${quoted(port.label)}`.trimEnd()),
        ],
  );
  return [`# Labels of the SR-IOV ports of system ${system.name}`, `[${section}]`, ...lines, ''].join('\n');
}

/** @throws InvalidIni naming the line. */
export function parseLabelFile(text: string, file: string): readonly PortLabelChange[] {
  const seen = new Set<string>();
  return readIni(text, file).settings.map(({ section: found, key, value, line }) => {
    if (found !== section)
      throw new InvalidIni(file, line, `labels stand in section [${section}], not [${found}]`);
    if (seen.has(key)) throw new InvalidIni(file, line, `port ${key} has a label already`);
    seen.add(key);
    try {
      return { port: parseLocationCode(key), label: parsePortLabel(value) };
    } catch (error) {
      if (error instanceof InvalidIdentifier) throw new InvalidIni(file, line, error.message);
      throw error;
    }
  });
}

/** The reader takes one pair of quotes off. */
function quoted(label: string): string {
  return /^["']/.test(label) ? `"${label}"` : label;
}
