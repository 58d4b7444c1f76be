/** One `key = value` of an ini file; a continued value has one entry a line, a repeated key one setting each. */
export interface IniSetting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export interface IniFile {
  /** In the order of the file, those without a setting too. */
  readonly sections: readonly string[];
  readonly settings: readonly IniSetting[];
}

/** What is wrong with an ini file, and in which line. */
export class InvalidIni extends Error {
  override readonly name = 'InvalidIni';
  readonly code = 'USAGE';

  constructor(
    file: string,
    readonly line: number,
    problem: string,
  ) {
    super(`${file}, line ${line}: ${problem}`);
  }
}

/**
 * Reads oslo.config's dialect, which OpenStack's operators know (oslo.config iniparser.py [R]): `key = value` or
 * `key: value`, a value goes on in lines that begin with a space, comments are whole lines that begin with `#` or `;`,
 * and within a value both characters are ordinary. One pair of quotes around a value is taken off.
 */
export function readIni(text: string, file: string): IniFile {
  const sections: string[] = [];
  const settings: IniSetting[] = [];
  let section: string | undefined;
  let open: { key: string; lines: string[]; line: number } | undefined;

  const close = (): void => {
    if (open === undefined || section === undefined) return;
    settings.push({ section, key: open.key, value: unquoted(open.lines.join('\n')), line: open.line });
    open = undefined;
  };

  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '') close();
    else if (raw.startsWith('#') || raw.startsWith(';')) continue;
    else if (/^\s/.test(raw)) {
      if (open === undefined) throw new InvalidIni(file, line, 'an indented line continues no value');
      open.lines.push(content);
    } else {
      close();
      const heading = headingOf(content, file, line);
      if (heading === undefined) {
        if (section === undefined)
          throw new InvalidIni(file, line, 'a setting stands before the first [section]');
        open = { ...settingOf(content, file, line), line };
      } else {
        section = heading;
        if (!sections.includes(section)) sections.push(section);
      }
    }
  }
  close();
  return { sections, settings };
}

function headingOf(content: string, file: string, line: number): string | undefined {
  if (!content.startsWith('[')) return undefined;
  const name = /^\[([^\]]*)\]$/.exec(content)?.[1]?.trim();
  if (name === undefined)
    throw new InvalidIni(file, line, 'a section heading needs its closing bracket: [name]');
  if (name === '') throw new InvalidIni(file, line, 'a section needs a name between its brackets');
  return name;
}

function settingOf(content: string, file: string, line: number): { key: string; lines: string[] } {
  const match = /^([^=:]*)[=:](.*)$/s.exec(content);
  if (match === null) throw new InvalidIni(file, line, 'expected key = value');
  const [, key = '', value = ''] = match;
  if (key.trim() === '') throw new InvalidIni(file, line, 'a value needs a key before it');
  return { key: key.trim(), lines: [value.trim()] };
}

function unquoted(value: string): string {
  const quoted = value.length > 1 && /^(["']).*\1$/s.test(value);
  return quoted ? value.slice(1, -1) : value;
}
