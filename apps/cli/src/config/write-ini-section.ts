import { readIni } from './read-ini.ts';

/** The text with this section replaced, or appended; every other line of the file stays as its owner wrote it. */
export function writeIniSection(
  text: string,
  file: string,
  section: string,
  settings: Readonly<Record<string, string | undefined>>,
): string {
  readIni(text, file);
  const lines = text === '' ? [] : text.replace(/\n*$/, '').split(/\r?\n/);
  const own = [
    `[${section}]`,
    ...Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [`${key} = ${value}`])),
  ];
  const start = lines.findIndex((line) => /^\[\s*(.*?)\s*\]\s*$/.exec(line)?.[1] === section);
  if (start < 0) return `${[...lines, ...(lines.length > 0 ? [''] : []), ...own].join('\n')}\n`;
  const next = lines.findIndex((line, index) => index > start && line.startsWith('['));
  const rest = next < 0 ? [] : ['', ...lines.slice(next)];
  return `${[...lines.slice(0, start), ...own, ...rest].join('\n')}\n`;
}
