import { readIni } from './read-ini.ts';

/**
 * The text with these settings of a section changed, those that are undefined taken out, and the section appended where
 * there is none. Every other line of the file, comments included, stays as its owner wrote it.
 */
export function writeIniSection(
  text: string,
  file: string,
  section: string,
  settings: Readonly<Record<string, string | undefined>>,
): string {
  readIni(text, file);
  const fresh = new Map(Object.entries(settings).filter(([, value]) => value !== undefined));
  const lines: string[] = [];
  let end: number | undefined;
  for (const each of linesOf(text)) {
    const isOurs = each.section === section;
    const isReplaced = isOurs && each.key !== undefined && each.key in settings;
    if (!isReplaced) lines.push(each.line);
    else if (each.isFirst && fresh.has(each.key)) {
      lines.push(`${each.key} = ${fresh.get(each.key)}`);
      fresh.delete(each.key);
    }
    // A comment at the end of a section is rather one on the next.
    if (isOurs && (each.key !== undefined || each.isHeading)) end = lines.length;
  }
  const added = [...fresh].map(([key, value]) => `${key} = ${value}`);
  if (end === undefined) lines.push(...(lines.length > 0 ? [''] : []), `[${section}]`, ...added);
  else lines.splice(end, 0, ...added);
  return `${lines.join('\n')}\n`;
}

interface IniLine {
  readonly line: string;
  readonly section: string | undefined;
  readonly isHeading: boolean;
  /** Of the setting that it is a part of. */
  readonly key: string | undefined;
  /** Not one that goes on with the value. */
  readonly isFirst: boolean;
}

function linesOf(text: string): readonly IniLine[] {
  let section: string | undefined;
  let key: string | undefined;
  const lines = text === '' ? [] : text.replace(/\n*$/, '').split(/\r?\n/);
  return lines.map((line) => {
    const heading = /^\[\s*(.*?)\s*\]\s*$/.exec(line)?.[1];
    const isHeading = heading !== undefined;
    const isComment = /^[#;]/.test(line);
    const isFirst = /^\S/.test(line) && !isHeading && !isComment;
    if (isHeading) section = heading;
    if (isHeading || line.trim() === '') key = undefined;
    if (isFirst) key = line.split(/[=:]/, 1)[0]?.trim();
    return { line, section, isHeading, key: isComment ? undefined : key, isFirst };
  });
}
